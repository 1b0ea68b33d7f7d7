# First process of a new mount and process namespace. Arguments: task root, layers, scratch
# directory, language home, runtime (each may be empty), then the command that runs the script on
# stdin.
# Everything is gathered under a file system in memory at /opt first, because the sources may lie
# anywhere, below /var or /tmp too; then it is moved into place. (-n: without root, mount can't
# keep its table of mounts.)
set -e
exec 3<&0 </dev/null 2>&1
task=$1 opt=$2 scratch=$3 language=$4 runtime=$5
shift 5
read_only() {
  mount -n --bind "$1" "$2"
  # In a user namespace the system may not let us change the flags of a mount.
  mount -n -o remount,bind,ro "$2" 2>/dev/null || true
}
if [ -n "$task$opt$scratch" ]; then
  mount -n -t tmpfs -o mode=0755 tmpfs /opt
  mkdir -p /opt/task /opt/opt /opt/scratch /opt/var/task /opt/var/lang/java
  [ -z "$task" ] || read_only "$task" /opt/task
  [ -z "$opt" ] || read_only "$opt" /opt/opt
  [ -z "$scratch" ] || mount -n --bind "$scratch" /opt/scratch
  if [ -n "$task" ]; then
    ln -s java/bin /opt/var/lang/bin
    # A JDK's release file and libraries are looked for where AWS has them.
    ln -s java/lib /opt/var/lang/lib
    ln -s java/release /opt/var/lang/release
    [ -z "$runtime" ] || mkdir /opt/var/runtime
    mount -n -t overlay -o lowerdir=/opt/var:/var overlay /var
    [ -z "$language" ] || read_only "$language" /var/lang/java
    [ -z "$runtime" ] || read_only "$runtime" /var/runtime
    mount -n --move /opt/task /var/task
    cd /var/task
  fi
  [ -z "$scratch" ] || mount -n --move /opt/scratch /tmp
  [ -z "$opt" ] || mount -n --move /opt/opt /opt
fi
"$@" <&3 3<&- &
exec 3<&-
wait $!
