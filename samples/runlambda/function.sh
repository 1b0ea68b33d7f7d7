# Answers with its event, and writes it to the log.
handler() {
  printf '%s\n' "$1" >&2
  printf "Echoing request: '%s'\n" "$1"
}
