# What three documents describe in words alone, step by step. Each answers whether the request is genuine.
import hashlib
import hmac


def callgoose(body, key, header):
    # "Split the value using the , character … The first one is the timestamp and second one is the signature."
    parts = header.split(',')
    if len(parts) != 2:
        return False
    timestamp, signature = parts
    # "signPayload is created by concatenating the timestamp, the character . and the actual payload"
    sign_payload = timestamp.encode() + b'.' + body
    # "compute an HMAC with the SHA512 hash function"
    return hmac.new(key.encode(), sign_payload, hashlib.sha512).hexdigest() == signature


def y42(body, token, header):
    # "hash it with the payload body", "a standard HMAC-SHA256 keyed hash and adds sha256= at the beginning"
    return 'sha256=' + hmac.new(token.encode(), body, hashlib.sha256).hexdigest() == header


def gridscale(body, secret, header, timestamp):
    # "Concatenate the timestamp and the JSON content of the request", "HMAC, using the webhook's secret as key and sha256"
    concatenated = timestamp.encode() + body
    return hmac.new(secret.encode(), concatenated, hashlib.sha256).hexdigest() == header
