#!/bin/sh
# In place of Zeppelin's own script, which comes with its archive: starts an interpreter that Zeppelin brings.
ports=:
while getopts d:c:p:r:i:u:l:g: option; do
  case $option in
    c) server=$OPTARG ;;
    p) port=$OPTARG ;;
    i) group=$OPTARG ;;
    r) ports=$OPTARG ;;
    *) ;;
  esac
done
exec java -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$ZEPPELIN_HOME/lib/*" \
  org.apache.zeppelin.interpreter.remote.RemoteInterpreterServer "$server" "$port" "$group" "$ports"
