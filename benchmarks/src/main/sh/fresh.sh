# Sourced. `fresh FOLDER`: is FOLDER/target/classpath/echo newer than everything it was built from,
# and does what it names still exist (a tree can be moved, or half cleaned)?
# Starts no process: it stands in front of each start that is measured.
fresh() {
  [ -f "$1/target/classpath/echo" ] || return 1
  read -r built < "$1/target/classpath/echo"
  [ -f "${built%%:*}" ] || return 1
  for source in "$1/../pom.xml" "$1/pom.xml" "$1/../framework/pom.xml" \
    "$1"/src/main/java/dev/nextloop/benchmarks "$1"/src/main/java/dev/nextloop/benchmarks/* \
    "$1"/src/main/java/dev/nextloop/benchmarks/*/* \
    "$1"/../extensions/aws-core/pom.xml "$1"/../extensions/aws-core/src/main/java/dev/nextloop/*/* \
    "$1"/../extensions/aws-core/src/main/java/dev/nextloop/*/*/* \
    "$1"/../extensions/aws-core/src/main/java/dev/nextloop/*/*/*/* \
    "$1"/../framework/src/main/java/* "$1"/../framework/src/main/java/dev/nextloop/* \
    "$1"/../framework/src/main/java/dev/nextloop/*/* \
    "$1"/../framework/src/main/java/dev/nextloop/*/*/* "$1"/../framework/src/main/resources/*; do
    if [ "$source" -nt "$1/target/classpath/echo" ]; then return 1; fi
  done
}
