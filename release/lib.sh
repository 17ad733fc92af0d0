# What the scripts in this folder share; each sources it from the root of the repository.
set -euo pipefail
# Archives bear the permissions of files.
umask 022
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Maven, as the builder wants it, such as MAVEN="mvn -s my-settings.xml". Not offline: it would not deploy to a folder either.
read -ra maven <<< "${MAVEN:-mvn}"
maven() { "${maven[@]}" "$@"; }

say() { printf '\n+ %s\n' "$*" >&2; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

# The version of the poms in a folder (default: here).
version_of() { perl -ne 'if (m{<version>(.*)</version>}) { print $1; exit }' "${1:-.}/bom/pom.xml"; }

# The artifacts that are published and have a jar: what the BOM manages.
published() {
  perl -0ne 's/.*<dependencyManagement>//s; print "$1\n" while m{<artifactId>(breakers-[\w-]+)</artifactId>}g' bom/pom.xml
}

# The folder of an artifact.
folder_of() { perl -0ne "print \$ARGV =~ s{/pom.xml}{}r if m{</parent>\s*<artifactId>$1</artifactId>}" ./*/pom.xml; }

# The same as an argument of Maven's -pl.
published_modules() { { echo breakers-bom; published; } | sed 's/^/:/' | paste -sd,; }

# Builds modules of the project in folder $1, by default all that is published, into the Maven repository in folder $2, and
# nowhere else; what Maven says is beside it. Without the bug checkers, which `mvn verify` runs.
deploy_to() {
  local project=$1 repository=$2 modules=${3:-$(published_modules)}
  mkdir -p "$(dirname "$repository")"
  (cd "$project" && maven -B deploy -P'release,!error-prone' -pl "$modules" -am -Dmaven.test.skip -Dspotless.check.skip \
    -Dmaven.install.skip "-DaltDeploymentRepository=staging::file://$repository") > "$repository.log" ||
    { grep -E '^\[(WARNING|ERROR)\]' "$repository.log" >&2; return 1; }
}
