package dev.admitone.local.ops;

import dev.admitone.local.ops.calls.ConsoleResponse;
import dev.admitone.local.ops.show.Printer;
import dev.admitone.local.ops.show.Texts;
import dev.admitone.local.ops.show.Views;

/** Shows what became of a change of one code. */
final class ChangedInvite {

  private ChangedInvite() {}

  /** A change that is not decided yet has no invite in its response. */
  static void show(ConsoleResponse change, Printer printer) {
    if (!printer.isForPeople()) {
      printer.thing(change, Views.INVITE);
    } else if (change.json().has("invite")) {
      printer.fields(change.json().path("invite"), Views.INVITE);
    } else {
      printer.say(
          "The log has taken the request, and it is not decided yet: ./admit ops request %s"
              .formatted(Texts.readable(change.text("/requestId"))));
    }
  }
}
