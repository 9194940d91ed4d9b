import { Allowance } from "./allowance.js";
import { Answers } from "./answers.js";
import { Countdown } from "./countdown.js";
import { Cover } from "./cover.js";
import { openDialogs, openHelp } from "./dialogs.js";
import { Ending } from "./ending.js";
import { listenToKeys } from "./keys.js";
import { Late } from "./late.js";
import { isRefused, Login } from "./login.js";
import { notify } from "./notices.js";
import { Pause } from "./pause.js";
import { OfflineRoom } from "./offline_room.js";
import { Outbox } from "./outbox.js";
import { Siblings } from "./siblings.js";
import { Sign } from "./sign.js";
import { Stage } from "./stage.js";
import { isGreater, Stamps } from "./stamps.js";
import { Store } from "./store.js";
import { Sync } from "./sync.js";
import { offerTextSizes } from "./text_size.js";
import { Tray } from "./tray.js";
import { Verdicts } from "./verdicts.js";
import { Visits } from "./visits.js";
import { toWire, Wire } from "./wire.js";

const room = JSON.parse(document.getElementById("room").textContent);
const { attempt, candidate, urls } = room;

const stamps = new Stamps();
const answers = new Answers(room.responses, stamps);
const wire = new Wire(showLine);
const store = new Store(candidate, attempt, warnOfStorage);
const siblings = new Siblings(candidate, attempt, {
  edited: (response) => [answers.adopt(response), verdicts.hear(response)],
  opened: askAgain,
  kept: () => [showLine(), verdicts.refresh(), askAgain()],
  closed: close,
});
const tray = new Tray(store, {
  changed: showLine,
  kept: ({ position }) => siblings.tell("kept", position),
  superseded: (...facts) => verdicts.superseded(...facts),
});
const outbox = new Outbox(tray, wire, urls.responses, {
  changed: showLine,
  time: takeTime,
  malformed: (...facts) => verdicts.malformed(...facts),
  closed,
});
const visits = new Visits(answers, (place) => tray.note(toWire(place)));
const stage = new Stage(attempt, answers, visits, edit);
const verdicts = new Verdicts({
  answers, tray, store, stamps, edit, show: (position) => stage.go(position), isCovered: () => pause.isOn,
});
const sign = new Sign();
const login = new Login();
const cover = new Cover({ attempt, candidate, report: urls.report });
const pause = new Pause(wire, urls, { state: takeState, closed, flush: () => outbox.flush() });
const offlineRoom = new OfflineRoom(candidate, attempt, urls.state);
const late = new Late(wire, store, urls.late_work, cover, leave);
const allowance = new Allowance(room.allowed_seconds, room.explain);
const ending = new Ending({
  answers, outbox, tray, wire, cover, closed, goesOn, url: urls.hand_in, responsesUrl: urls.responses,
  secondsLeft: () => countdown.secondsLeft, isAsking: () => verdicts.isAsking,
});
const countdown = new Countdown(room.seconds_left, timeUp);
const sync = new Sync(wire, urls.state, room.poll_seconds, { state: takeState, closed, woke });

start();

async function start() {
  for (const entry of store.entries()) answers.adopt(toWire(entry));
  stage.open();
  offerTextSizes();
  listen();
  showLine();
  siblings.tell("opened");
  const last = await offlineRoom.recall();
  for (const response of last?.responses ?? []) answers.adopt(response);
  answers.onChange(remember);
  offlineRoom.keep().then(remember);
  outbox.flush();
  await sync.ask();
  if (last && !wire.isUp) {
    takePause(last.paused, null);
    countdown.correct(Math.min(last.seconds_left, countdown.secondsLeft));
  }
}

function edit(position, change) {
  visits.settle();
  stamps.see(store.entry(position)?.counter);
  const response = answers.draft(position, change);
  outbox.put(toWire(response));
  answers.adopt(response);
  siblings.tell("edited", toWire(response));
}

function takeState({ seconds_left, allowed_seconds, explain, responses, paused, break_seconds }) {
  takePause(paused, break_seconds);
  countdown.correct(seconds_left);
  allowance.update(allowed_seconds, explain);
  for (const response of responses) {
    stamps.see(response.counter);
    if (!store.entry(response.position)?.edited) answers.adopt(response);
  }
  putBackWhatWasMissed(responses);
  visits.settle();
  outbox.flush();
  ending.nudge();
  offlineRoom.keep().then(remember);
}

// An edit that stands here, that the server does not have and that waits nowhere, would be lost in silence.
function putBackWhatWasMissed(responses) {
  const there = new Map(responses.map((response) => [response.position, response]));
  for (const place of answers.all()) {
    const isMissed = place.counter && (!there.has(place.position) || isGreater(place, there.get(place.position)));
    if (isMissed && !store.entry(place.position)) tray.put(toWire(place), wire.isUp);
  }
}

function takePause(paused, breakSeconds) {
  const stood = pause.isOn;
  countdown.stand(Boolean(paused));
  pause.show(paused, breakSeconds);
  if (pause.isOn) {
    stage.rest();
  } else if (stood) {
    stage.resume();
    verdicts.refresh();
  }
}

function takeTime({ seconds_left, allowed_seconds }) {
  countdown.correct(seconds_left);
  if (allowed_seconds !== allowance.seconds) sync.ask();
}

function woke() {
  if (!pause.isOn) stage.resume();
  outbox.flush();
  ending.nudge();
}

function timeUp() {
  stage.rest();
  ending.timeUp();
}

function goesOn(reply) {
  if (reply) {
    takePause(reply.paused, reply.break_seconds);
    takeTime(reply);
  }
  if (pause.isOn) pause.coverUp();
  else stage.resume();
  verdicts.refresh();
}

function closed(reply, sent) {
  siblings.tell("closed", reply);
  close(reply, sent);
}

function close(reply, sent = []) {
  outbox.shut();
  pause.lift();
  stage.rest();
  offlineRoom.forget();
  late.close(reply, sent, countdown.secondsLeft === 0);
}

async function leave(report) {
  await offlineRoom.forget();
  location.replace(report);
}

function remember() {
  const { paused } = pause;
  offlineRoom.remember({ responses: answers.all(), seconds_left: countdown.secondsLeft, paused });
}

function showLine() {
  sign.show({
    unsaved: tray.unsavedCount, isUp: wire.isUp, isRefused: isRefused(wire), isDurable: store.isDurable,
  });
  login.show(wire);
  if (wire.isUp) ending.forgetTrouble();
}

// What another tab has reached is there for this one too, after a new log-in for instance.
function askAgain() {
  if (!wire.isUp) sync.ask();
}

function warnOfStorage() {
  const text =
    "This browser stores nothing, so your answers are kept by the server alone. " +
    "Stay online, and do not close this page unless the sign above says “Saved”.";
  notify("storage", "danger", text);
}

function listen() {
  openDialogs();
  takePause(room.paused, room.break_seconds);
  document.querySelector("[data-end-exam]").addEventListener("click", () => ending.ask());
  listenToKeys({
    choose: stage.choose, flag: stage.flag, help: openHelp,
    next: () => stage.next(), previous: () => stage.previous(), review: () => stage.review(),
  });
  addEventListener("online", showLine);
  addEventListener("offline", showLine);
  addEventListener("pagehide", putDown);
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && putDown());
  addEventListener("beforeunload", (event) => {
    if (tray.unsavedCount && !wire.isUp && !(store.isDurable && offlineRoom.isKept)) event.preventDefault();
  });
}

function putDown() {
  visits.pause();
  outbox.leave();
}
