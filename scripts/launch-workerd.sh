#!/bin/sh
# Miniflare runs this in place of workerd (MINIFLARE_WORKERD_PATH). It leaves a process that
#   - has written its own id to workerd.pid, and shows HOLDFAST_RUN/workerd as its command, so that a later start can
#     recognise and end it;
#   - is killed by the kernel when Node ends in any way (HOLDFAST_SETPRIV is set where setpriv knows how to ask for it);
#   - ignores the terminal's Ctrl-C, which reaches the whole process group: serve.ts ends it, after open requests;
#   - writes its log to HOLDFAST_SPOOL itself, so that a request never waits for Node.
# Every `exec` keeps the process id.
if [ -e "$HOLDFAST_RUN/stopping" ]; then
	# Miniflare takes the end of workerd for a crash and starts it again. Its configuration is read so that writing it
	# does not fail, and nothing is started.
	cat >/dev/null
	exit 0
fi
trap '' INT HUP
echo $$ >"$HOLDFAST_RUN/workerd.pid"
if [ -n "$HOLDFAST_SETPRIV" ]; then
	exec setpriv --pdeathsig KILL "$HOLDFAST_RUN/workerd" "$@" >>"$HOLDFAST_SPOOL"
fi
exec "$HOLDFAST_RUN/workerd" "$@" >>"$HOLDFAST_SPOOL"
