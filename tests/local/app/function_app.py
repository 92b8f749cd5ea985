"""A function app that shows what the host hands over and what it does with the answers."""

import asyncio
import json
import time

import azure.functions as func

app = func.FunctionApp(http_auth_level=func.AuthLevel.ANONYMOUS)
fired: list[bool] = []
begun: list[str] = []


def _shown(req: func.HttpRequest) -> func.HttpResponse:
    seen = {
        "method": req.method,
        "url": req.url,
        "headers": dict(req.headers),
        "query": dict(req.params),
        "route": dict(req.route_params),
        "body": req.get_body().decode("latin-1"),
    }
    return func.HttpResponse(json.dumps(seen), mimetype="application/json")


@app.function_name("show")
@app.route("api/show/{first}/{rest?}", methods=["GET", "POST"])
async def show(req: func.HttpRequest) -> func.HttpResponse:
    return _shown(req)


@app.function_name("show-plainly")
@app.route("api/show-plainly", methods=["GET", "POST"])
async def show_plainly(req: func.HttpRequest) -> func.HttpResponse:
    return _shown(req)


@app.function_name("b-literal")
@app.route("api/order/literal", methods=["GET"])
async def literal(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("literal")


@app.function_name("a-parameter")
@app.route("api/order/{any}", methods=["GET"])
async def parameter(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("parameter")


@app.function_name("echo")
@app.route("api/echo", methods=["POST"])
async def echo(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(req.get_body(), mimetype="application/octet-stream")


@app.function_name("text")
@app.route("api/text", methods=["GET"])
async def text(req: func.HttpRequest) -> str:
    return "plain words"


@app.function_name("answer")
@app.route("api/answer", methods=["GET"])
async def answer(req: func.HttpRequest) -> func.HttpResponse:
    response = func.HttpResponse("own", status_code=201, headers={"X-Own": "function", "ETag": '"7"'})
    response.headers.add("Set-Cookie", "one=1; Path=/")
    response.headers.add("Set-Cookie", "two=2; HttpOnly")
    return response


@app.function_name("unchanged")
@app.route("api/unchanged", methods=["GET"])
async def unchanged(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(status_code=304, headers={"ETag": '"7"'})


@app.function_name("keys")
@app.route("api/keys", methods=["GET"])
async def keys(req: func.HttpRequest) -> func.HttpResponse:
    headers = {"Access-Control-Allow-Origin": "*", "Access-Control-Expose-Headers": "ETag, Retry-After"}
    return func.HttpResponse("{}", mimetype="application/json", headers=headers)


@app.function_name("raise")
@app.route("api/raise", methods=["GET"])
async def raise_(req: func.HttpRequest) -> func.HttpResponse:
    raise ValueError("for the log alone")


@app.function_name("nothing")
@app.route("api/nothing", methods=["GET"])
async def nothing(req: func.HttpRequest) -> func.HttpResponse:
    return None  # type: ignore[return-value]


@app.function_name("thread")
@app.route("api/thread", methods=["GET"])
def thread(req: func.HttpRequest) -> func.HttpResponse:
    begun.append("thread")
    time.sleep(float(req.params.get("seconds", "0")))
    return func.HttpResponse("from a thread")


@app.function_name("wait")
@app.route("api/wait", methods=["GET"])
async def wait(req: func.HttpRequest) -> func.HttpResponse:
    begun.append("wait")
    await asyncio.sleep(float(req.params["seconds"]))
    return func.HttpResponse("waited")


@app.function_name("begun")
@app.route("api/begun", methods=["GET"])
async def how_many(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(len(begun)))


@app.function_name("operator-pages")
@app.route("operator/{*path}", methods=["GET"])
async def operator_pages(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse("page " + req.route_params.get("path", ""), mimetype="text/html")


@app.function_name("fired")
@app.route("api/fired", methods=["GET"])
async def how_often(req: func.HttpRequest) -> func.HttpResponse:
    return func.HttpResponse(str(len(fired)))


@app.function_name("sweep")
@app.timer_trigger(arg_name="timer", schedule="0 0 3 29 2 *")
async def sweep(timer: func.TimerRequest) -> None:
    fired.append(timer.past_due)


@app.function_name("tick")
@app.timer_trigger(arg_name="timer", schedule="* * * * * *")
async def tick(timer: func.TimerRequest) -> None:
    if timer.schedule_status.get("Last"):
        raise RuntimeError("fired again by its schedule")
