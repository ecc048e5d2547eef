# A comment, then one command on several lines.
curl -X POST 'https://hooks.example.com/in?a=b%20c' \
  -H 'Content-Type: application/json' \
  -H "X-Request: say \"hi\" to \\ and \$HOME" \
  -H 'x-repeat: 1' -H 'X-Repeat: 2' \
  --data-raw '{"name": "O'\''Brien", "n": 1.0}'
$ curl --compressed -sSL -k "https://hooks.example.com/quoted" -d $'line\nbreak \u00e9 \'q\' \x41' -o /etc/passwd
curl https://hooks.example.com/raw --data-binary $'\xff\xfe' -H 'Content-Type: application/octet-stream'
curl -G https://hooks.example.com/search --data-urlencode 'q=a b&c' -d x=1
curl --json '{"a":1}' https://hooks.example.com/json | jq .
curl -u user:pass https://hooks.example.com/basic; curl https://me:secret@hooks.example.com/userinfo
curl -XDELETE -d@- https://hooks.example.com/dash
FOO=1 curl https://hooks.example.com/one https://hooks.example.com/two > out.txt 2>&1
curl -d 'a' https://hooks.example.com/first --next -X PUT -d 'b' https://hooks.example.com/second
curl hooks.example.com/bare
printf '%b' 'a\0000b\0377' | curl --data-binary @- https://hooks.example.com/piped -H 'Content-Type: x/y'
curl -H 'Accept;' -H 'User-Agent:' -b 'a=1; b=2' https://hooks.example.com/odd
