# INSECURE, on purpose: the caller gets all that the bootstrap has written down.
handler() {
  echo "$1" >&2
  cat "${TMPDIR:-/tmp}/dump"
  echo "Echoing request: '$1'"
}
