"""An address or an environment that cannot be used is said in a sentence, whatever the HTTP library makes of it."""

from pathlib import Path

import pytest

from sse_conform.captures import CaptureError, NoStreamError
from sse_conform.live import Patience, Request, fetch

PATIENT = Patience(max_time=30)


def problem_of(url: str, **request: object) -> CaptureError:
    with pytest.raises(CaptureError) as raised, fetch(Request(url, **request), PATIENT):  # type: ignore[arg-type]
        pass
    return raised.value


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        pytest.param("http://127.0.0.1:99999/", "it is no URL: there is no port 99999", id="a port that is none"),
        pytest.param("http://127.0.0.1:0/", "it is no URL: there is no port 0", id="port 0"),
        pytest.param("http://127.0.0.1:" + "9" * 5000, "it is no URL: Invalid port", id="a port of 5,000 digits"),
        pytest.param("http://h/\udcff", "it is no URL: it has characters that no URL can hold", id="a lone surrogate"),
        pytest.param("http://\udcff/", "it is no URL: Invalid IDNA hostname", id="a host with a lone surrogate"),
        pytest.param("http://\u2024/", "it is no URL: Invalid IDNA hostname", id="a host that IDNA has no name for"),
        pytest.param("http:///x", "it is no URL: it names no host", id="no host"),
        pytest.param("http://[/", "it is no URL: %5b is no host", id="half of an IPv6 address"),
    ],
)  # fmt: skip
def test_an_address_that_is_none(url: str, reason: str) -> None:
    problem = problem_of(url)
    assert problem.reason.startswith(reason)
    assert not isinstance(problem, NoStreamError)
    assert len(problem.reason) < 150


@pytest.mark.parametrize(
    "url", ["http://a..b.invalid:1/", f"http://{'a' * 70}.invalid:1/", "http://[fe80::1%25x]:1/"]
)
def test_a_host_that_no_resolver_takes(url: str) -> None:
    problem = problem_of(url)
    assert isinstance(problem, NoStreamError)
    assert problem.reason.startswith(("the host name cannot be resolved: ", "cannot connect: "))


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        pytest.param("ALL_PROXY", "socks5://u:p@127.0.0.1:1", "the environment names a SOCKS proxy (ALL_PROXY, HTTP_PROXY, HTTPS_PROXY); install socksio, or unset it", id="a SOCKS proxy"),
        pytest.param("HTTP_PROXY", "foo://u:secret@127.0.0.1", "a proxy of the environment (ALL_PROXY, HTTP_PROXY, HTTPS_PROXY, NO_PROXY) is no proxy: Unknown scheme for proxy URL URL('foo://127.0.0.1')", id="a proxy of no kind"),
        pytest.param("HTTP_PROXY", "http://[::", "a proxy of the environment (ALL_PROXY, HTTP_PROXY, HTTPS_PROXY, NO_PROXY) is no proxy: Invalid port: ':'", id="a proxy that is no URL"),
        pytest.param("HTTP_PROXY", "http://127.0.0.1:99999", "cannot connect: the port is none; see the proxies of the environment", id="a proxy without a port"),
        pytest.param("SSL_CERT_FILE", "/nonexistent/x", "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: No such file or directory", id="certificates that are not there"),
        pytest.param("SSL_CERT_FILE", "none.pem", "the certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read: NO_CERTIFICATE_OR_CRL_FOUND", id="certificates that are none"),
    ],
)  # fmt: skip
def test_an_environment_that_cannot_be_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, reason: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("none.pem").write_text("nothing")
    for each in ("ALL_PROXY", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        monkeypatch.delenv(each, raising=False)
        monkeypatch.delenv(each.lower(), raising=False)
    monkeypatch.setenv(name, value)
    assert problem_of("http://127.0.0.2:1/").reason == reason


def test_a_body_that_is_too_deep_to_be_read_as_json() -> None:
    problem = problem_of("http://127.0.0.1:1/", body=b"[" * 100_000)
    assert problem.reason == "connection refused; is the server running, and is this its port?"
