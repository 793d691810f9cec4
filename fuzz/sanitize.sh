#!/usr/bin/env bash
# The tests of decoder and scanner, and the twins against each other, with the compiled ones built for AddressSanitizer
# and UndefinedBehaviorSanitizer: "tox run -e sanitize" builds it so and starts this. It takes gcc and Linux.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

preload=""
for library in libasan.so libubsan.so; do
  preload+="$("${CC:-gcc}" -print-file-name="$library") "
done
# The interpreter's own allocator would hide what happens inside its arenas, and at its end it frees not everything.
export LD_PRELOAD=$preload PYTHONMALLOC=malloc ASAN_OPTIONS=detect_leaks=0 UBSAN_OPTIONS=halt_on_error=1

# -P: the wheel, not the checkout beside it.
python -P -c 'import sse_codec, sys; sys.exit(not sse_codec.ACCELERATED and "no compiled decoder was built")'
pytest -q tests/sse_codec/test_*.py "$@"
python fuzz/twins.py --bytes 2000000
