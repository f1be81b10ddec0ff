package dev.admitone.faults.recording;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.admitone.faults.history.Logged;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** How a history stands in its file. */
final class HistoryJson {

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .addMixIn(Logged.Wish.class, WishByName.class)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();

  private HistoryJson() {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "wish")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Logged.Redeem.class, name = "redeem"),
    @JsonSubTypes.Type(value = Logged.Create.class, name = "create"),
    @JsonSubTypes.Type(value = Logged.Change.class, name = "change"),
    @JsonSubTypes.Type(value = Logged.Release.class, name = "release"),
    @JsonSubTypes.Type(value = Logged.Repair.class, name = "repair"),
    @JsonSubTypes.Type(value = Logged.Erase.class, name = "erase"),
    @JsonSubTypes.Type(value = Logged.Nothing.class, name = "nothing")
  })
  private interface WishByName {}
}
