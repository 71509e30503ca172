#!/bin/sh
# Behaves as the entrypoint of the official image up to 7.4 does (reference: docker-library/redis, read):
# flags or a file alone are redis-server's; as root it gives /data, and nothing else, to the user redis and becomes it.
set -e
case ${1-} in
-* | *.conf) set -- redis-server "$@" ;;
esac
if [ "$1" = redis-server ] && [ "$(id -u)" = 0 ]; then
  find /data ! -user redis -exec chown redis '{}' +
  exec setpriv --reuid redis --regid redis --clear-groups -- "$0" "$@"
fi
[ "$(umask)" != 0022 ] || umask 0077
exec "$@"
