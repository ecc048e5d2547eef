# Serves the receivers of the five documents on a port of 127.0.0.1, which it prints. Ends when its input does.
import json
import os
import sys
import threading

from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

import casesolved
import steps
import zenskar

SECRET = 'kept at both ends, höchst geheim'


def answer_zenskar(request):
    try:
        zenskar.verify_signature(request.get_data(), SECRET, request.headers.get('X-Signature'))
    except zenskar.HTTPException as refusal:
        # As FastAPI, which the document's code is written for, answers its HTTPException.
        detail = json.dumps({'detail': refusal.detail}, separators=(',', ':'))
        return Response(detail, refusal.status_code, content_type='application/json')
    return Response('OK')


def answer(genuine):
    return Response('OK') if genuine else Response('not genuine', 401)


def app(check):
    def run(environ, start_response):
        return check(Request(environ))(environ, start_response)

    return run


def header(request, name):
    return request.headers.get(name, '')


receivers = {
    '/casesolved': casesolved.app,
    '/zenskar': app(answer_zenskar),
    '/callgoose': app(lambda r: answer(steps.callgoose(r.get_data(), SECRET, header(r, 'X-Signature')))),
    '/y42': app(lambda r: answer(steps.y42(r.get_data(), SECRET, header(r, 'x-y42-signature')))),
    '/gridscale': app(
        lambda r: answer(
            steps.gridscale(r.get_data(), SECRET, header(r, 'X-Auth-Signature'), header(r, 'X-Auth-Timestamp'))
        )
    ),
}


class Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


def end_with_input():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_input, daemon=True).start()
server = make_server('127.0.0.1', 0, DispatcherMiddleware(Response('unknown', 404), receivers), request_handler=Quiet)
print(f'port {server.server_port}', flush=True)
server.serve_forever()
