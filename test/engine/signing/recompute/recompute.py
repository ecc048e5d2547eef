"""Signs and verifies requests from the facts in schemes.tsv alone, apart from the product's code.

Reads one JSON object a line: {"do": "sign" | "verify", "scheme", "secret", "method", "url", "headers", "body" (base64), "now"}.
Answers one a line: {"headers", "body", "url"} or {"valid"}. Key pairs are the work of openssl.
"""
import base64
import hashlib
import hmac
import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.parse
from datetime import datetime, timezone

here = os.path.dirname(os.path.abspath(__file__))


def read_facts():
    facts = {}
    with open(os.path.join(here, "schemes.tsv"), encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if not line.startswith("#")]
    names = lines[0].split("\t")
    for line in lines[1:]:
        row = dict(zip(names, line.split("\t")))
        facts[row["scheme"]] = row
    return facts


FACTS = read_facts()


def encode(data, encoding):
    if encoding == "hex":
        return data.hex()
    if encoding == "base64":
        return base64.b64encode(data).decode()
    return base64.urlsafe_b64encode(data).decode().rstrip("=")


def decode(text, encoding):
    if encoding == "hex":
        return bytes.fromhex(text)
    if encoding == "base64":
        return base64.b64decode(text, validate=True)
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def key_of(fact, secret):
    if fact["key"] == "whsec-base64":
        return base64.b64decode(secret.removeprefix("whsec_"))
    if fact["key"] == "hex":
        return bytes.fromhex(secret)
    return secret.encode()


# --- key pairs, by openssl ---

SEED_HEAD = bytes.fromhex("302e020100300506032b657004220420")


def private_pem(fact, secret):
    if fact["key"] == "pem":
        return secret
    text = secret.removeprefix("whsk_")
    raw = bytes.fromhex(text) if fact["key"] == "ed25519-hex" else base64.b64decode(text)
    der = SEED_HEAD + raw[:32]
    return "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----\n" % base64.b64encode(der).decode()


def openssl(arguments, files):
    with tempfile.TemporaryDirectory() as folder:
        for name, data in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(data)
        return subprocess.run(["openssl", *arguments], cwd=folder, capture_output=True, check=False)


def sign_pair(fact, secret, message):
    files = {"key": private_pem(fact, secret).encode(), "message": message}
    if fact["digest"] == "ed25519":
        done = openssl(["pkeyutl", "-sign", "-inkey", "key", "-rawin", "-in", "message"], files)
    else:
        done = openssl(["dgst", "-sha256", "-sign", "key", "message"], files)
    if done.returncode != 0:
        raise RuntimeError(done.stderr.decode())
    return done.stdout


def verify_pair(fact, secret, message, signature):
    files = {"key": private_pem(fact, secret).encode(), "message": message, "signature": signature}
    if fact["digest"] == "ed25519":
        arguments = ["pkeyutl", "-verify", "-inkey", "key", "-rawin", "-in", "message", "-sigfile", "signature"]
    else:
        arguments = ["dgst", "-sha256", "-prverify", "key", "-signature", "signature", "message"]
    return openssl(arguments, files).returncode == 0


# --- the signed text ---


class Request:
    def __init__(self, order):
        self.method = order["method"]
        self.url = order["url"]
        self.headers = {name.lower(): value for name, value in order["headers"]}
        self.body = base64.b64decode(order["body"])
        self.now = order["now"]

    def field(self, path):
        value = json.loads(self.body)
        for key in path.split("."):
            value = value[key]
        return value

    def query(self):
        return dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.url).query, keep_blank_values=True))


def sorted_fields(body):
    fields = {}
    for name, value in urllib.parse.parse_qsl(body.decode(), keep_blank_values=True):
        fields.setdefault(name, set()).add(value)
    return "".join(name + value for name in sorted(fields) for value in sorted(fields[name]))


def mercado_pago(request, timestamp):
    text = ""
    if "data.id" in request.query():
        text += "id:%s;" % request.query()["data.id"].lower()
    if "x-request-id" in request.headers:
        text += "request-id:%s;" % request.headers["x-request-id"]
    return (text + "ts:%s;" % timestamp).encode()


PIECE = re.compile(r'"([^"]*)"|(header|json)\(([^)]+)\)|(url\(full(?:, bodySHA256)?\)|\w[\w-]*)')


def message_of(fact, request, timestamp):
    if fact["signed text"] == "mercado-pago":
        return mercado_pago(request, timestamp)
    message = b""
    for literal, kind, name, word in PIECE.findall(fact["signed text"]):
        if kind == "header":
            message += request.headers[name].encode()
        elif kind == "json":
            message += str(request.field(name)).encode()
        elif word == "body":
            message += request.body
        elif word == "timestamp":
            message += timestamp.encode()
        elif word == "method":
            message += request.method.encode()
        elif word.startswith("url"):
            message += request.url.encode()
        elif word == "sortedFormFields":
            message += sorted_fields(request.body).encode()
        else:
            message += literal.encode()
    return message


# --- the value that carries the signature ---


def split_time(fact):
    return fact["timestamp"].split(" ")


def write_time(fact, now):
    unit = split_time(fact)[-1]
    if unit == "milliseconds":
        return str(now)
    if unit == "datetime":
        return datetime.fromtimestamp(now // 1000, timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
    return str(now // 1000)


def pack(fact, signature, timestamp):
    form = fact["form"].split(" ")
    marked = fact["prefix"] + signature
    if form[0] == "tagged":
        return form[1] + "," + marked
    if form[0] == "pairs":
        place = split_time(fact)
        time = [place[1] + "=" + timestamp] if place[0] == "signature" else []
        return form[2].join(time + [form[1] + "=" + marked])
    if form[0] == "positional":
        return timestamp + "," + marked
    return marked


def unpack(fact, value):
    """The signature and the time inside the value."""
    form = fact["form"].split(" ")
    timestamp = None
    if form[0] == "tagged":
        text = [entry for entry in value.split(" ") if entry.startswith(form[1] + ",")][0][len(form[1]) + 1 :]
    elif form[0] == "pairs":
        pairs = dict(pair.split("=", 1) for pair in value.split(form[2]))
        place = split_time(fact)
        timestamp = pairs[place[1]] if place[0] == "signature" else None
        text = pairs[form[1]]
    elif form[0] == "positional":
        timestamp, text = value.split(",")
    else:
        text = value
    if not text.startswith(fact["prefix"]):
        raise ValueError("the prefix is missing")
    return text[len(fact["prefix"]) :], timestamp


# --- tokens ---


def claims_of(fact):
    return dict(word.split("=") for word in fact["form"].split(" ")[1:])


def hash_of(request, what):
    return hashlib.sha256(request.body if what == "body" else request.url.encode()).hexdigest()


def write_token(fact, secret, request):
    claims = {name: hash_of(request, what) for name, what in claims_of(fact).items()}
    claims["iat"] = request.now // 1000
    claims["exp"] = request.now // 1000 + 60
    parts = [json.dumps(part).encode() for part in ({"typ": "JWT", "alg": "HS256"}, claims)]
    text = ".".join(encode(part, "base64url") for part in parts)
    return text + "." + encode(hmac.new(secret.encode(), text.encode(), "sha256").digest(), "base64url")


def check_token(fact, secret, request, token):
    text, signature = token.rsplit(".", 1)
    claims = json.loads(decode(text.split(".")[1], "base64url"))
    right = hmac.new(secret.encode(), text.encode(), "sha256").digest()
    hashes = all(claims[name] == hash_of(request, what) for name, what in claims_of(fact).items())
    return hashes and hmac.compare_digest(right, decode(signature, "base64url"))


# --- both ways ---


def compute(fact, secret, message):
    if fact["digest"] in ("ed25519", "openssl-sha256"):
        return sign_pair(fact, secret, message)
    return hmac.new(key_of(fact, secret), message, fact["digest"]).digest()


def sign(fact, secret, request):
    place = fact["signature"].split(" ", 1)
    headers = []
    if fact["scheme"] == "twilio-json":
        request.url += ("&" if "?" in request.url else "?") + "bodySHA256=" + hashlib.sha256(request.body).hexdigest()
    if fact["form"].startswith("token"):
        headers.append([place[1], fact["prefix"] + write_token(fact, secret, request)])
        return {"headers": headers, "url": request.url, "body": base64.b64encode(request.body).decode()}
    if fact["signed text"] == "secret":
        text = secret if fact["encoding"] == "verbatim" else encode(secret.encode(), fact["encoding"])
        headers.append([place[1], fact["prefix"] + text])
        return {"headers": headers, "url": request.url, "body": base64.b64encode(request.body).decode()}
    timestamp = write_time(fact, request.now)
    if fact["timestamp"].startswith("header"):
        headers.append([split_time(fact)[1], timestamp])
    for name in re.findall(r"header\(([^)]+)\)", fact["signed text"]):
        value = timestamp if name.endswith("timestamp") else "msg_from_python"
        if fact["scheme"] == "box":
            value = "2023-11-14T22:13:20Z"
        headers.append([name, value])
        request.headers[name] = value
    if place[0] == "json":
        value = json.loads(request.body)
        value["signature"] = {"timestamp": timestamp, "token": "token-of-python"}
        request.body = json.dumps(value).encode()
    signature = encode(compute(fact, secret, message_of(fact, request, timestamp)), fact["encoding"])
    if place[0] == "json":
        value["signature"]["signature"] = signature
        request.body = json.dumps(value).encode()
    else:
        headers.append([place[1], pack(fact, signature, timestamp)])
    return {"headers": headers, "url": request.url, "body": base64.b64encode(request.body).decode()}


def verify(fact, secret, request):
    place = fact["signature"].split(" ", 1)
    value = request.field(place[1]) if place[0] == "json" else request.headers[place[1]]
    if fact["form"].startswith("token"):
        if not value.startswith(fact["prefix"]):
            return False
        return check_token(fact, secret, request, value[len(fact["prefix"]) :])
    if fact["signed text"] == "secret":
        text = secret if fact["encoding"] == "verbatim" else encode(secret.encode(), fact["encoding"])
        return hmac.compare_digest(value.encode(), (fact["prefix"] + text).encode())
    if fact["scheme"] == "twilio-json" and request.query().get("bodySHA256") != hashlib.sha256(request.body).hexdigest():
        return False
    signature, timestamp = unpack(fact, value)
    if fact["timestamp"].startswith("header"):
        timestamp = request.headers[split_time(fact)[1]]
    message = message_of(fact, request, timestamp or "")
    bytes_of = decode(signature, fact["encoding"])
    if fact["digest"] in ("ed25519", "openssl-sha256"):
        return verify_pair(fact, secret, message, bytes_of)
    return hmac.compare_digest(compute(fact, secret, message), bytes_of)


for line in sys.stdin:
    order = json.loads(line)
    fact = FACTS[order["scheme"]]
    request = Request(order)
    if order["do"] == "sign":
        answer = sign(fact, order["secret"], request)
    else:
        try:
            answer = {"valid": verify(fact, order["secret"], request)}
        except (KeyError, ValueError, IndexError) as problem:
            answer = {"valid": False, "why": repr(problem)}
    print(json.dumps(answer), flush=True)
