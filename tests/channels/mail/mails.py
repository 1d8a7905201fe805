"""Mails made for tests, from their parts."""

HEAD = (
    b"From: Julia Meier <julia.meier@post.example>\r\nTo: service@wattline.example\r\n"
    b"Subject: x\r\nMIME-Version: 1.0\r\n"
)
OURS = ("service@wattline.example",)


def mail(kind: str, body: bytes, *, extra: str = "") -> bytes:
    return HEAD + f"{extra}Content-Type: {kind}\r\n\r\n".encode() + body


def text(body: bytes) -> bytes:
    return mail("text/plain; charset=utf-8", body)


def html(body: bytes) -> bytes:
    return mail("text/html; charset=utf-8", body)


def mixed(*parts: bytes) -> bytes:
    body = b"".join(b"--b\r\n" + part + b"\r\n" for part in parts)
    return mail('multipart/mixed; boundary="b"', body + b"--b--\r\n")


def attached(content: bytes, name: str = "a.pdf", kind: str = "application/pdf") -> bytes:
    head = f'Content-Type: {kind}\r\nContent-Disposition: attachment; filename="{name}"\r\n\r\n'
    return head.encode("utf-8", "surrogateescape") + content
