#!/bin/bash
# security-session.sh URL TOKEN_FILE: calls every door of a running server as every kind of caller, prints a table of
# what was expected and what was found, and fails on any difference. No refusal may start a process.
# Needs bash, curl, and /proc. Records nothing: the good calls ask for the status only.
set -u
url=${1:?the URL of the server, for instance http://127.0.0.1:7411}
token_file=${2:?the token file, for instance ~/.ai/telemetry/token}
token=$(cat "$token_file") || exit 2
port=${url##*:}
pid=$(sed -E 's/.*"pid":([0-9]+).*/\1/' "$(dirname "$token_file")/server.json") || exit 2
envelope='{"item_type":"tool","item_id":"core/telemetry_status","project_path":"/","params":{}}'
message='{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"telemetry_status"}}'
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT
deviations=0
rows=0

# The children that the server has now, and the page faults of all it ever waited for: a child leaves a mark in one of them.
processes() {
  local stat fields
  stat=$(cat "/proc/$pid/stat") || exit 2
  read -ra fields <<< "${stat##*) }"
  echo "$(cat /proc/"$pid"/task/*/children 2> /dev/null | tr ' ' '\n' | sort | tr '\n' ' ')${fields[8]} ${fields[10]}"
}

call() { # METHOD PATH CALLER EXPECTED
  local method=$1 path=$2 caller=$3 expected=$4 found mark=ok
  local host=127.0.0.1:$port type=application/json bearer=$token
  local -a more=()
  case $caller in
    good) ;;
    foreign-host) host=evil.example:$port ;;
    localhost.evil.com) host=localhost.evil.com:$port ;;
    '[::1]') host="[::1]:$port" ;;
    foreign-origin) more+=(-H 'Origin: http://evil.example') ;;
    null-origin) more+=(-H 'Origin: null') ;;
    wrong-token) bearer=wrong ;;
    text/plain) type=text/plain ;;
  esac
  [ "$caller" = no-token ] || more+=(-H @-)
  if [ "$method" = POST ]; then
    # an empty object is no execution: what gets as far as that is refused for its content
    case $path in
      /v1/executions) more+=(--data '{}') ;;
      /mcp) more+=(--data "$message") ;;
      *) more+=(--data "$envelope") ;;
    esac
  fi
  # the token goes in by standard input: the arguments of a process can be read by others
  found=$(printf 'Authorization: Bearer %s\n' "$bearer" | curl -s -o "$answer" -w '%{http_code} %{content_type}' \
    --max-time 20 -X "$method" -H "Host: $host" -H "Content-Type: $type" -H 'Accept: application/json' "${more[@]}" "$url$path")
  type=${found#* }
  found=${found%% *}
  [ "$found" = "$expected" ] || mark=DEVIATES
  if [ "$found" -ge 400 ]; then
    [ "$type" = application/problem+json ] && grep -q '"type":"urn:candor:problem:' "$answer" || mark='NO PROBLEM'
    ! grep -qE 'Exception|[[:space:]]at [a-z.]+\(' "$answer" || mark='STACK TRACE'
  fi
  [ "$mark" = ok ] || deviations=$((deviations + 1))
  rows=$((rows + 1))
  printf '%-8s %-18s %-19s %8s %5s  %s\n' "$method" "$path" "$caller" "$expected" "$found" "$mark"
}

of_good() { # METHOD PATH: what a caller who may come in gets
  case "$1 $2" in
    'GET /tools' | 'GET /actuator/health' | 'POST /execute' | 'POST /mcp') echo 200 ;;
    'POST /v1/executions') echo 400 ;;
    # a stream of events, which this caller does not accept
    'GET /mcp') echo 406 ;;
    *) echo 405 ;;
  esac
}

each() { # CALLER: every method on every door
  local method path expected
  for path in /tools /execute /mcp /v1/executions /actuator/health; do
    for method in GET POST OPTIONS; do
      case $1 in
        foreign-host | localhost.evil.com) expected=421 ;;
        foreign-origin | null-origin) expected=403 ;;
        no-token)
          # whether the server works is nobody's secret
          [ "$method $path" = 'GET /actuator/health' ] && expected=200 || expected=401
          ;;
        wrong-token) expected=401 ;;
        text/plain)
          expected=$(of_good "$method" "$path")
          case "$method $path" in 'POST /execute' | 'POST /mcp' | 'POST /v1/executions') expected=415 ;; esac
          ;;
        *) expected=$(of_good "$method" "$path") ;;
      esac
      call "$method" "$path" "$1" "$expected"
    done
  done
}

printf '%-8s %-18s %-19s %8s %5s\n' METHOD PATH CALLER EXPECTED FOUND
# what a first call makes the server do by itself is no matter of the refusals
call GET /tools good 200
before=$(processes)
for caller in foreign-host localhost.evil.com foreign-origin null-origin no-token wrong-token text/plain; do
  each "$caller"
done
after=$(processes)
each '[::1]'
each good

if [ "$before" = "$after" ]; then
  echo "no process was started by a refusal (server $pid)"
else
  deviations=$((deviations + 1))
  echo "PROCESSES of the server $pid changed: '$before' before, '$after' after"
fi
echo "$rows calls, $deviations deviations"
[ "$deviations" = 0 ]
