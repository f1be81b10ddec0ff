package dev.admitone.system;

import dev.admitone.ops.OpsApplication;
import java.io.IOException;

/** Runs a console of this release until its input ends. The first releases have none. */
final class ThisConsole {

  private ThisConsole() {}

  public static void main(String[] arguments) throws IOException {
    AnyRelease.run(OpsApplication.builder(), arguments);
  }
}
