package dev.admitone.faults.recording;

import dev.admitone.faults.history.Call;
import dev.admitone.faults.history.Healing;
import dev.admitone.faults.history.Look;
import dev.admitone.faults.history.Probe;
import dev.admitone.faults.history.Response;

/** Takes what happens, as it happens. Used by many threads. */
public interface Recorder {

  /** A call is about to be made. */
  void called(Call call);

  /** A call got its response, or its connection broke. */
  void responded(Response response);

  /** A service was asked how it is. */
  void probed(Probe probe);

  /** The console was looked at. */
  void looked(Look look);

  /** Ledger and log are apart, and are about to be healed. */
  void healing(Healing healing);

  /** A fault is injected or heals, in words. */
  void fault(String what);
}
