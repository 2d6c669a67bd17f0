#!/bin/sh
# What Spark wants to read of the cards that a process can see: {"name": "gpu", "addresses": ["0"]}
nvidia-smi --query-gpu=index --format=csv,noheader |
  awk '{ a = a (NR > 1 ? "," : "") "\"" $1 "\"" } END { print "{\"name\": \"gpu\", \"addresses\": [" a "]}" }'
