# As raw-packets.pl, which says what this does, for hosts that have Python (2.4 or later, 3) instead.
import select, socket, struct, sys, time

mode, token, here, there = sys.argv[1:5]
number = {"gre": 47, "ipip": 4, "esp": 50, "ike": 17}
head = {
    "gre": struct.pack("!HH", 7, 0),
    "ipip": struct.pack("20x"),
    "esp": struct.pack("!II", 255, 1),
    "ike": struct.pack(""),
}
ike_port = 500
times = 3


def say(line):
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def opened(kind, protocol, port):
    made = socket.socket(socket.AF_INET, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.bind((here, port))
    return made


def marked(name):
    return (token + " " + name).encode("ascii")


def hear(seconds):
    waiting = dict([(opened(socket.SOCK_RAW, number[name], 0), name) for name in number])
    say("ready")
    end = time.time() + seconds
    while waiting and time.time() < end:
        for ready in select.select(list(waiting), [], [], 0.2)[0]:
            if ready.recv(2000).find(marked(waiting[ready])) >= 0:
                say("heard " + waiting.pop(ready))


def sender(name):
    if name != "ike":
        return opened(socket.SOCK_RAW, number[name], 0)
    try:
        return opened(socket.SOCK_DGRAM, 17, ike_port)
    except socket.error:
        return opened(socket.SOCK_DGRAM, 17, 0)


def send(name):
    port = 0
    if name == "ike":
        port = ike_port
    try:
        out = sender(name)
        for _ in range(times):
            out.sendto(head[name] + marked(name), (there, port))
    except socket.error:
        say("unsent " + name + ": " + str(sys.exc_info()[1]))


if mode == "hear":
    hear(float(sys.argv[5]))
else:
    for each in sorted(number):
        send(each)
