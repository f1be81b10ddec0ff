package dev.admitone.ops.search;

import com.fasterxml.jackson.annotation.JsonIgnore;

/** An item of a list that begins with the newest. */
public interface Timed {

  /** Where the list goes on behind it. */
  @JsonIgnore
  TimeCursor cursor();
}
