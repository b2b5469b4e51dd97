#!/usr/bin/env bash
# Keeps one issue about dead links: opens it, brings it up to date, or closes it once nothing is dead.
# usage: file_links_issue.sh success|failure REPORT      needs `gh` and GH_TOKEN; run by .github/workflows/links.yml
set -euo pipefail

outcome=$1 report=$2
title="Links that are gone"

[ -f "$report" ] || { echo "links: the check ended without a report" >&2; exit 1; }
# GitHub refuses a body over 65,536 characters.
body=$(mktemp)
head -c 60000 "$report" > "$body"

number=$(gh issue list --state open --search "in:title \"$title\"" --json number,title \
  --jq "map(select(.title == \"$title\")) | .[0].number // empty")

if [ "$outcome" = success ]; then
  if [ -n "$number" ]; then
    gh issue close "$number" --comment "Nothing is gone any more."
  fi
elif [ -n "$number" ]; then
  gh issue edit "$number" --body-file "$body"
else
  gh issue create --title "$title" --body-file "$body"
fi
