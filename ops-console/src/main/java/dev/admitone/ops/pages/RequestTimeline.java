package dev.admitone.ops.pages;

import dev.admitone.ops.deadletters.Letter;
import dev.admitone.ops.html.Paths;
import dev.admitone.ops.html.Times;
import dev.admitone.ops.log.LoggedRequest;
import dev.admitone.ops.log.LoggedResult;
import dev.admitone.ops.pages.RequestPage.Step;
import dev.admitone.ops.requests.Decision;
import dev.admitone.ops.requests.MissingPart;
import dev.admitone.ops.requests.Part;
import dev.admitone.ops.requests.Release;
import dev.admitone.ops.requests.RequestStory;
import dev.admitone.schemas.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts what is known of a request in the order of time. */
final class RequestTimeline {

  private final TopicNames topics;

  RequestTimeline(TopicNames topics) {
    this.topics = topics;
  }

  List<Step> of(RequestStory story) {
    List<Step> steps = new ArrayList<>();
    steps.add(appended(story));
    if (story.deadLetter() != null) {
      steps.add(dead(story.deadLetter()));
    }
    steps.add(decided(story));
    steps.add(published(story));
    Release release = story.release();
    if (release != null) {
      steps.add(
          new Step(
              "The use was given back",
              release.releasedAt(),
              null,
              List.of("By %s: %s".formatted(release.releasedBy(), release.reason())),
              Paths.request(release.requestId())));
    }
    return steps;
  }

  private Step appended(RequestStory story) {
    String name = "The gateway appended the request to the log";
    LoggedRequest record = story.record();
    if (record == null) {
      return new Step(name, null, null, missing(story, Part.RECORD), null);
    }
    List<String> said = new ArrayList<>();
    said.add(
        "At %d-%d of %s, as the command %s."
            .formatted(
                record.position().partition(),
                record.position().offset(),
                topics.requests(),
                record.command()));
    if (Boolean.TRUE.equals(record.signup())) {
      said.add("With a sealed profile: the user signs up.");
    }
    return new Step(
        name,
        record.appendedAt(),
        null,
        said,
        Paths.oneRecord(
            topics.requests(), record.position().partition(), record.position().offset()));
  }

  private static Step dead(Letter letter) {
    String position = "%d-%d".formatted(letter.position().partition(), letter.position().offset());
    return new Step(
        "No decision was possible: it became the dead letter " + position,
        letter.deadAt(),
        null,
        List.of("%s. Done about it: %s.".formatted(letter.deadLetterReason(), letter.status())),
        "/dead-letters/" + position);
  }

  private static Step decided(RequestStory story) {
    String name = "A lane decided it";
    Decision decision = story.decision();
    if (decision == null) {
      return new Step(name, null, null, missing(story, Part.DECISION), null);
    }
    return new Step(
        name,
        decision.decidedAt(),
        null,
        List.of(
            "%s. The time of the decision is the append time: the state at that place of the log"
                    .formatted(decision.outcome())
                + " counts."),
        null);
  }

  private Step published(RequestStory story) {
    String name = "The result was published; the gateway responds with it";
    LoggedResult result = story.result();
    if (result == null) {
      return new Step(name, null, null, missing(story, Part.RESULT), null);
    }
    String reason = result.reason() == null ? "" : ", " + result.reason();
    return new Step(
        name,
        result.publishedAt(),
        after(story, result.publishedAt()),
        List.of(
            "%s%s, at %d-%d of %s."
                .formatted(
                    result.outcome(),
                    reason,
                    result.position().partition(),
                    result.position().offset(),
                    topics.results())),
        Paths.oneRecord(
            topics.results(), result.position().partition(), result.position().offset()));
  }

  private static @Nullable String after(RequestStory story, Instant published) {
    LoggedRequest record = story.record();
    return record == null
        ? null
        : Times.duration(Duration.between(record.appendedAt(), published)) + " after the append";
  }

  private static List<String> missing(RequestStory story, Part part) {
    return story.missing().stream()
        .filter(each -> each.part() == part)
        .map(MissingPart::why)
        .toList();
  }
}
