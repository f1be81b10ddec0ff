package dev.admitone.gateway.log.results;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.gateway.log.requests.LogPosition;
import dev.admitone.gateway.support.SampleResults;
import dev.admitone.gateway.support.SettableClock;
import dev.admitone.schemas.avro.Outcome;
import dev.admitone.schemas.avro.Position;
import dev.admitone.schemas.avro.RedemptionDecided;
import dev.admitone.schemas.avro.RefusalReason;
import dev.admitone.schemas.codec.RecordCodec;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

/** The window beside a model of it, through many operations in no order. */
class ResultsWindowModelTest {

  private static final RecordCodec<RedemptionDecided> CODEC = RecordCodec.results(2);
  private static final Duration RETENTION = Duration.ofSeconds(60);
  private static final Outcome[] OUTCOMES = Outcome.values();
  private static final int CONTENT_COUNT = 25;

  private final SettableClock clock = new SettableClock();

  @RepeatedTest(10)
  void isAsItsModelIs() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    DataSize maxSize = DataSize.ofBytes(List.of(500, 5_000, 100_000).get(random.nextInt(3)));
    ResultsWindow window = new ResultsWindow(CODEC::decode, clock, RETENTION, maxSize);
    WindowModel model = new WindowModel(RETENTION.toMillis(), maxSize.toBytes());
    List<UUID> ids =
        Stream.generate(() -> new UUID(random.nextLong(), random.nextLong()))
            .limit(1 + random.nextInt(30))
            .toList();
    for (int step = 0; step < 5_000; step++) {
      UUID id = ids.get(random.nextInt(ids.size()));
      LogPosition at =
          random.nextBoolean() ? null : new LogPosition(random.nextInt(2), random.nextInt(100));
      switch (random.nextInt(10)) {
        case 0 -> clock.pass(Duration.ofMillis(random.nextInt(random.nextInt(2_000) + 1)));
        case 1 -> {
          window.evict();
          model.evict(clock.millis());
        }
        case 2 -> {
          int content = random.nextInt(CONTENT_COUNT);
          assertThat(window.ofRequest(id, SampleResults.fingerprint(content)))
              .as("seed %d, step %d", seed, step)
              .isEqualTo(model.ofRequest(id, SampleResults.fingerprint(content)));
        }
        case 3 ->
            assertThat(window.ofId(id, at))
                .as("seed %d, step %d", seed, step)
                .isEqualTo(model.ofId(id, at));
        case 4 ->
            assertThat(window.finalOfId(id, at))
                .as("seed %d, step %d", seed, step)
                .isEqualTo(model.finalOfId(id, at));
        default -> {
          RedemptionDecided decision = decision(random, id);
          byte[] record = CODEC.encode(decision);
          window.put(decision, record);
          model.put(decision, record, clock.millis());
        }
      }
      assertThat(window.entryCount())
          .as("seed %d, step %d", seed, step)
          .isEqualTo((int) model.entryCount());
      assertThat(window.bytes()).as("seed %d, step %d", seed, step).isEqualTo(model.bytes());
    }
  }

  private static RedemptionDecided decision(Random random, UUID id) {
    Position request = new Position(random.nextInt(2), (long) random.nextInt(100));
    Outcome outcome = OUTCOMES[random.nextInt(OUTCOMES.length)];
    return RedemptionDecided.newBuilder(
            SampleResults.of(id, random.nextInt(CONTENT_COUNT), outcome, 0))
        .setUserId("u".repeat(random.nextInt(random.nextInt(300) + 1)))
        .setReason(reason(random, outcome))
        .setAnsweredPosition(request)
        .build();
  }

  private static @Nullable RefusalReason reason(Random random, Outcome outcome) {
    if (outcome != Outcome.REFUSED) {
      return null;
    }
    return random.nextBoolean() ? RefusalReason.REQUEST_ID_REUSED : RefusalReason.EXPIRED;
  }

  /** A record that has its id elsewhere is another version's; it is given back as it came. */
  @Test
  void keepsRecordsOfAnyLayoutAndLength() {
    for (int length : new int[] {0, 1, 41, 42, 43, 200, 300_000}) {
      for (boolean isIdInPlace : new boolean[] {true, false}) {
        byte[] record = new byte[length];
        new Random(length).nextBytes(record);
        ResultKey key =
            isIdInPlace && length >= 42 ? ResultKey.in(record, 10) : new ResultKey(1, 2, 3, 4);
        RecordRing ring = new RecordRing(new ByteRing(1 << 24));
        ResultKind kind = new ResultKind(true, false, new LogPosition(32_767, (1L << 48) - 1));
        for (int i = 0; i < 3; i++) {
          long place = ring.append(key, kind, record, 1_000L * i);
          assertThat(ring.record(place)).isEqualTo(record);
          assertThat(ring.key(place)).isEqualTo(key);
          assertThat(ring.isAt(place, kind.request())).isTrue();
          assertThat(ring.isAt(place, new LogPosition(0, 0))).isFalse();
          assertThat(ring.arrivedMillis(place)).isEqualTo(1_000L * i);
          assertThat(ring.bytes(place)).isLessThanOrEqualTo(length + 17 + 32);
        }
      }
    }
  }

  @Test
  void aPositionWhereNoRequestLiesFindsNothing() {
    RecordRing ring = new RecordRing(new ByteRing(1 << 20));
    for (LogPosition impossible :
        List.of(new LogPosition(-1, 0), new LogPosition(32_768, 0), new LogPosition(0, 1L << 48))) {
      long place =
          ring.append(
              new ResultKey(1, 2, 3, 4), new ResultKind(true, false, impossible), new byte[9], 0);
      assertThat(ring.isAt(place, impossible)).isFalse();
      assertThat(ring.isAt(place, new LogPosition(0, 0))).isFalse();
    }
  }

  /** Bytes are used again at once, so a reader that took them without a copy would see others. */
  @Test
  void readersSeeWholeRecordsWhileTheirBytesAreUsedAgain() throws Exception {
    ResultsWindow window =
        new ResultsWindow(CODEC::decode, clock, RETENTION, DataSize.ofKilobytes(20));
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(200).toList();
    AtomicBoolean isOver = new AtomicBoolean();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Integer> reader =
          () -> {
            int found = 0;
            while (!isOver.get() || found == 0) {
              for (UUID id : ids) {
                RedemptionDecided decision = window.ofId(id, null).orElse(null);
                if (decision != null) {
                  assertThat(decision.getRequestId()).isEqualTo(id);
                  assertThat(decision.getUserId()).isEqualTo(id.toString());
                  found++;
                }
              }
            }
            return found;
          };
      List<Future<Integer>> readers =
          IntStream.range(0, 3).mapToObj(_ -> threads.submit(reader)).toList();
      for (int i = 0; i < 200_000; i++) {
        UUID id = ids.get(i % ids.size());
        RedemptionDecided decision =
            RedemptionDecided.newBuilder(SampleResults.of(id, i % 3, Outcome.REDEEMED, i))
                .setUserId(id.toString())
                .build();
        window.put(decision, CODEC.encode(decision));
      }
      isOver.set(true);
      for (Future<Integer> each : readers) {
        assertThat(each.get()).isPositive();
      }
    }
  }
}
