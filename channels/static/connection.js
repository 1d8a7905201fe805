/** Session, messages and files over the gateway's HTTP and WebSocket contract; knows nothing of the page. */

const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 15_000;
const STEADY_MS = 5_000; // a socket that lived so long was a good one
const PAGE = 50; // a shorter answer than this was the last one
const FINAL = [400, 403, 404, 409, 413, 415, 422]; // sending the same again gives the same refusal

/** A refusal of the gateway, or (status 0) no answer at all. */
export class ChatError extends Error {
  constructor(status, code) {
    super(code);
    Object.assign(this, { status, code, final: FINAL.includes(status) });
  }
}

/** What outlives a reload, for as long as the tab lives; in memory where the browser keeps nothing. */
export class Memory {
  #key;
  #kept = {};

  constructor(key) {
    this.#key = key;
    try {
      this.#kept = JSON.parse(sessionStorage.getItem(key)) || {};
    } catch { /* storage is switched off */ }
  }

  get(name) {
    return this.#kept[name];
  }

  set(values) {
    Object.assign(this.#kept, values);
    try {
      sessionStorage.setItem(this.#key, JSON.stringify(this.#kept));
    } catch { /* storage is switched off */ }
  }
}

/** A random id; `randomUUID` is missing on pages without TLS. */
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * One customer's line to the gateway. Tells what happens by events: `message`, `state`, `typing`, `read` (the
 * gateway's frames) and `status` (connecting, online, offline, ended).
 */
export class Connection extends EventTarget {
  #base;
  #memory;
  #socket = null;
  #pause = FIRST_PAUSE_MS;
  #timer = 0;
  #after = 0;
  #running = false;
  #run = 0;

  constructor(base, memory) {
    super();
    this.#base = base;
    this.#memory = memory;
    window.addEventListener("online", () => this.#hurry());
    window.addEventListener("offline", () => this.#socket?.close());
    document.addEventListener("visibilitychange", () => document.hidden || this.#hurry());
  }

  get token() {
    return this.#memory.get("token");
  }

  /** Opens a new session. The proof comes from the supplier's site and can be used once. */
  async begin({ language, proof, account }) {
    const body = JSON.stringify(proof ? { language, proof } : { language });
    const opened = await this.#call("/chat/sessions", { method: "POST", body });
    this.#memory.set({ token: opened.token, conversation: opened.conversation_id, account, read: 0 });
  }

  /** Keeps a socket open from now on, and fetches what came meanwhile. */
  start() {
    if (this.#running) return;
    this.#running = true;
    this.#after = 0;
    this.#tell("status", "connecting");
    this.#connect();
  }

  stop() {
    const socket = this.#socket;
    this.#running = false;
    this.#run += 1;
    this.#socket = null;
    clearTimeout(this.#timer);
    socket?.close();
  }

  /** Stores a message with the gateway; sending the same id again is the same message. */
  send(message) {
    return this.#call("/chat/messages", { method: "POST", body: JSON.stringify(message) });
  }

  /** Everything up to a message was shown: the gateway hears it now, or once a socket is open again. */
  read(seq) {
    this.#memory.set({ read: seq });
    this.note({ type: "read", seq });
  }

  /** Tells the gateway over the socket, if one is open. */
  note(frame) {
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(frame));
  }

  /** Ends the session on the server; it is forgotten here in any case. */
  async logOut() {
    const { token } = this;
    this.stop();
    this.#memory.set({ token: null, conversation: null, read: 0 });
    if (token) await this.#call("/chat/sessions", { method: "DELETE" }, token).catch(() => undefined);
  }

  /** A picture or file of the conversation. Only addresses at the gateway get the token. */
  async fetchFile(url) {
    const address = new URL(url, this.#base);
    if (address.origin !== new URL(this.#base).origin) throw new ChatError(0, "foreign_address");
    const response = await fetch(address, { headers: { Authorization: `Bearer ${this.token}` } }).catch(() => null);
    if (!response?.ok) throw new ChatError(response?.status || 0, "not_loaded");
    return response.blob();
  }

  /** Uploads a file; `onProgress` gets the part that is done, from 0 to 1. */
  upload(file, onProgress) {
    const request = new XMLHttpRequest(); // fetch cannot tell how far an upload is
    const form = new FormData();
    form.append("file", file, file.name);
    return new Promise((resolve, reject) => {
      const fail = () => reject(new ChatError(request.status, request.response?.code || "upload_failed"));
      request.upload.onprogress = (event) => event.lengthComputable && onProgress(event.loaded / event.total);
      request.onload = () => (request.status < 300 ? resolve(request.response) : fail());
      request.onerror = fail;
      request.open("POST", this.#base + "/chat/attachments");
      request.responseType = "json";
      request.setRequestHeader("Authorization", `Bearer ${this.token}`);
      request.send(form);
    });
  }

  async #call(path, options, token = this.token) {
    const headers = { "Content-Type": "application/json", ...(token && { Authorization: `Bearer ${token}` }) };
    const response = await fetch(this.#base + path, { ...options, headers, cache: "no-store" }).catch(() => null);
    const answer = await response?.json().catch(() => null);
    if (response?.ok) return answer;
    const error = new ChatError(response?.status || 0, answer?.code || "unreachable");
    if (error.status === 401 && token && token === this.token) this.#end();
    throw error;
  }

  #end() {
    this.stop();
    this.#memory.set({ token: null, conversation: null });
    this.#tell("status", "ended");
  }

  async #connect() {
    const run = ++this.#run;
    try {
      await this.#catchUp();
    } catch {
      if (run === this.#run) this.#later();
      return;
    }
    if (run !== this.#run || !this.#running) return;
    this.#tell("caught-up");
    const socket = new WebSocket(this.#base.replace(/^http/, "ws") + "/chat/ws");
    this.#socket = socket;
    let steady = 0;
    socket.onopen = () => {
      socket.send(JSON.stringify({ type: "auth", token: this.token, after: this.#after }));
      const read = this.#memory.get("read");
      if (read) this.note({ type: "read", seq: read });
      this.#tell("status", "online");
      steady = setTimeout(() => (this.#pause = FIRST_PAUSE_MS), STEADY_MS);
    };
    socket.onmessage = (event) => this.#socket === socket && this.#hear(JSON.parse(event.data));
    socket.onclose = () => {
      clearTimeout(steady);
      if (this.#socket === socket) this.#later();
    };
  }

  /** What came since the last message we know, over HTTP: also tells whether the session still lives. */
  async #catchUp() {
    for (let length = PAGE; length >= PAGE;) {
      const { messages, state } = await this.#call(`/chat/messages?after=${this.#after}`, { method: "GET" });
      messages.forEach((message) => this.#take(message));
      this.#tell("state", state);
      length = messages.length;
    }
  }

  #hear(frame) {
    if (frame.type === "message") this.#take(frame.message);
    else if (frame.type === "state") this.#tell("state", frame.state);
    else if (frame.type === "typing") this.#tell("typing", frame);
  }

  #take(message) {
    this.#after = Math.max(this.#after, message.seq);
    this.#tell("message", message);
  }

  #later() {
    this.#socket = null;
    if (!this.#running) return;
    this.#tell("status", "offline");
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#connect(), this.#pause * (0.7 + 0.6 * Math.random()));
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  /** The network is back or the page is looked at again: do not wait out the pause. */
  #hurry() {
    if (!this.#running || this.#socket) return;
    clearTimeout(this.#timer); // a connection that is being made gives way to the new one
    this.#pause = FIRST_PAUSE_MS;
    this.#connect();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
