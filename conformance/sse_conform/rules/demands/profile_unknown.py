"""In CI a green should say that the order was checked."""

from ...finding import Level
from ...report import Report
from .._rule import Example, Need, Reference, Rule


class ProfileUnknown(Rule):
    code = "SSE801"
    name = "profile-unknown"
    level = Level.ERROR
    basis = "demand"
    summary = "No profile was found for the stream, and `--require-profile` demands one"
    why = (
        "Without a profile only the format of a stream is checked: a missing end, a wrong order and a lost event pass. "
        "A run that must not pass so demands a profile."
    )
    help = "name the profile with --profile, or see which there are: sse-conform profile list"
    reference = Reference("the option --require-profile", "")
    needs = (Need.PROFILE_DEMAND,)
    per = "stream"
    bad = Example(b"data: a\n\n", at=(9, 3), require_profile=True)
    good = Example(
        b'data: {"event":"start","data":""}\n\ndata: {"event":"metadata","data":{"chatId":"1"}}\n\n'
        b'data: {"event":"end","data":"[DONE]"}\n\n',
        require_profile=True,
    )

    def conclude(self, report: Report) -> None:
        if not report.is_order_checked:
            self.mark_end(f"the order of the events was not checked: {report.lacks('order')}")
