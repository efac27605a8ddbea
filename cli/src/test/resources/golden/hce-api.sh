#!/bin/sh
# launch-experiment, written by faultline generate. The key is read from FAULTLINE_API_KEY, else API_KEY.
set -eu
key=${FAULTLINE_API_KEY:-${API_KEY:?set FAULTLINE_API_KEY or API_KEY}}
printf 'x-api-key: %s\n' "$key" |
  curl --silent --show-error --fail --header @- --header 'Content-Type: application/json' \
    --data '{"query":"mutation RunChaosExperiment($workflowID: String!, $identifiers: IdentifiersRequest!) { runChaosExperiment(workflowID: $workflowID, identifiers: $identifiers) { notifyID } }","variables":{"identifiers":{"orgIdentifier":"default","accountIdentifier":"acc","projectIdentifier":"pro"},"workflowID":"wf"}}' \
    'http://127.0.0.1:8080/gateway/chaos/manager/api/query?accountIdentifier=acc'
