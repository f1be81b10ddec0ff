package dev.admitone.ops.search;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import dev.admitone.ops.search.TimeSearch.Slice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a search finds, also where the database has no time for all of it. */
class TimeSearchTest {

  private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");
  private static final TimeRange DAY = new TimeRange(NOW.minus(Duration.ofDays(1)), NOW);

  /** One a minute, the newest first. */
  private static final List<Item> ITEMS =
      IntStream.range(0, 2_000)
          .mapToObj(i -> new Item(NOW.minusSeconds(60L * i), new UUID(1, i)))
          .toList();

  private final AtomicLong nanos = new AtomicLong();
  private final TimeSearch search = new TimeSearch(Duration.ofSeconds(5), nanos::get);
  private Duration longest = Duration.ofDays(10_000_000);

  private record Item(Instant time, UUID id) implements Timed {
    @Override
    public TimeCursor cursor() {
      return new TimeCursor(time, id);
    }
  }

  /** A database that finds all items of a slice in no time, unless it is too long. */
  private List<Item> slice(Instant from, TimeCursor before, int limit) {
    if (Duration.between(from, before.time()).compareTo(longest) > 0) {
      nanos.addAndGet(Duration.ofSeconds(3).toNanos());
      throw new LedgerTooSlowException(new IllegalStateException());
    }
    nanos.addAndGet(Duration.ofMillis(1).toNanos());
    return ITEMS.stream()
        .filter(item -> !item.time().isBefore(from))
        .filter(
            item ->
                item.time().isBefore(before.time())
                    || (item.time().equals(before.time()) && item.id().compareTo(before.id()) < 0))
        .limit(limit)
        .toList();
  }

  @Test
  void pagesTogetherHaveEachItemOfTheRangeOnce() {
    assertThat(all(search::page)).isEqualTo(ITEMS.subList(1, 1441));
    assertThat(all(search::pageInOrder)).isEqualTo(ITEMS.subList(1, 1441));
  }

  @Test
  void aSliceThatIsTooLongIsCutUntilItIsNot() {
    longest = Duration.ofMinutes(5);
    assertThat(all(search::page)).isEqualTo(ITEMS.subList(1, 1441));
  }

  @Test
  void aSearchWhoseTimeIsOverSaysHowFarItCameAndGoesOnThere() {
    longest = Duration.ofMinutes(5);
    Page<Item> page = search.page(DAY, null, 1_000, this::slice);
    assertThat(page.partial()).isTrue();
    assertThat(page.range()).isEqualTo(DAY);
    assertThat(requireNonNull(page.searched()).from()).isAfter(DAY.from());
    assertThat(page.items()).hasSizeLessThan(1_000).isNotEmpty();
    assertThat(page.next()).isNotNull();
  }

  @Test
  void aDatabaseThatManagesNothingIsReportedAndNoEmptyPageIsMade() {
    longest = Duration.ZERO;
    assertThatExceptionOfType(LedgerTooSlowException.class)
        .isThrownBy(() -> search.page(DAY, null, 10, this::slice));
  }

  @Test
  void theEndOfTheListIsSaid() {
    TimeRange future = new TimeRange(NOW.plusSeconds(1), NOW.plusSeconds(2));
    Page<Item> page = search.page(future, null, 10, this::slice);
    assertThat(page).isEqualTo(new Page<>(future, future, List.of(), false, null));
    TimeRange ever = new TimeRange(null, NOW);
    assertThat(search.page(ever, null, 5_000, this::slice).items()).hasSize(1_999);
  }

  private interface Search {
    Page<Item> page(TimeRange range, @Nullable TimeCursor after, int limit, Slice<Item> slice);
  }

  private List<Item> all(Search kind) {
    List<Item> all = new ArrayList<>();
    TimeCursor after = null;
    while (true) {
      Page<Item> page = kind.page(DAY, after, 7, this::slice);
      all.addAll(page.items());
      if (page.next() == null) {
        return all;
      }
      after = TimeCursor.parse(page.next()).orElseThrow();
    }
  }
}
