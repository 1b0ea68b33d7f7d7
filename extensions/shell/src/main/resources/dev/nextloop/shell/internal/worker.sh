# The long-lived shell of a shell function: reads the script once, then runs the function in a
# subshell for each invocation that standard input describes. POSIX, except where it asks for bash.
# Arguments: script, function, pipe of events, pipe of responses, mark, shell.
exec 7>&2
__nextloop_script=$1 __nextloop_function=$2 __nextloop_events=$3 __nextloop_responses=$4
__nextloop_mark=$5 __nextloop_shell=$6 __nextloop_newline='
'
export AWS_REQUEST_ID AWS_DEADLINE_MS _X_AMZN_TRACE_ID AWS_INVOKED_FUNCTION_ARN

# Tells the client a word, in the log's stream and so in order with it.
__nextloop_tell() {
  command printf '\036%s %s\n' "$__nextloop_mark" "$1" >&7
}

__nextloop_fail() {
  __nextloop_tell "$1"
  command read -r __nextloop_line # until the client ends this shell
  exit 2
}

# Reads the event that is to be $1: so many bytes, so many lines, and one line end more.
__nextloop_read_event() {
  if [ -n "${BASH_VERSION-}" ]; then
    LC_ALL=C IFS= command read -r -N "$__nextloop_bytes" __nextloop_event
    command read -r __nextloop_line
    return
  fi
  IFS= command read -r __nextloop_event
  # In parts, because appending each line to the whole takes quadratic time.
  __nextloop_part='' __nextloop_count=0
  while [ "$__nextloop_lines" -gt 1 ]; do
    IFS= command read -r __nextloop_line
    __nextloop_part=$__nextloop_part$__nextloop_newline$__nextloop_line
    __nextloop_lines=$((__nextloop_lines - 1)) __nextloop_count=$((__nextloop_count + 1))
    if [ "$__nextloop_count" -eq 200 ]; then
      __nextloop_event=$__nextloop_event$__nextloop_part __nextloop_part='' __nextloop_count=0
    fi
  done
  __nextloop_event=$__nextloop_event$__nextloop_part
}

__nextloop_serve() {
  while IFS= command read -r AWS_REQUEST_ID; do
    IFS= command read -r AWS_DEADLINE_MS
    IFS= command read -r _X_AMZN_TRACE_ID
    IFS= command read -r AWS_INVOKED_FUNCTION_ARN
    IFS=' ' command read -r __nextloop_bytes __nextloop_lines
    set --
    if [ "$__nextloop_bytes" != - ]; then
      __nextloop_read_event
      set -- "$__nextloop_event"
    fi
    (
      # By exec, not on the subshell: else bash's background commands would keep the event open.
      exec <"$__nextloop_events" >"$__nextloop_responses"
      __nextloop_tell open
      exec 7>&-
      [ -z "$__nextloop_options" ] || set "-$__nextloop_options"
      "$__nextloop_function" "$@"
    )
    __nextloop_tell "$?"
  done
}

"$__nextloop_shell" -n "$__nextloop_script" </dev/null 7>&- || __nextloop_fail syntax
set --
. "$__nextloop_script" </dev/null
# What the script has set is the function's, not this loop's.
__nextloop_options=
for __nextloop_line in a e u v x; do
  case $- in *"$__nextloop_line"*) __nextloop_options=$__nextloop_options$__nextloop_line ;; esac
done
set +aeuvx
case $(LC_ALL=C command type "$__nextloop_function" 2>/dev/null) in
  "$__nextloop_function is a "*function*) ;;
  *) __nextloop_fail nofunction ;;
esac
__nextloop_tell ready
__nextloop_serve
