package dev.admitone.ops.drift;

import dev.admitone.ops.ledger.LedgerTooSlowException;
import java.util.Set;

/** Compares the rows of a table with those of others, a page at a time. */
final class TableCheck implements DriftCheck {

  private static final int PAGE_ROWS_MAX = 1_000;

  private final DriftTable table;
  private final TablePages pages;

  TableCheck(DriftTable table, TablePages pages) {
    this.table = table;
    this.pages = pages;
  }

  @Override
  public Set<DriftKind> kinds() {
    return Set.of(pages.kind());
  }

  @Override
  public void run(Round round) throws InterruptedException {
    String after = pages.beforeFirst();
    int size = PAGE_ROWS_MAX;
    while (after != null) {
      VerifiedRows page;
      try {
        page = table.after(pages, after, size);
      } catch (LedgerTooSlowException e) {
        // Codes with very many uses: fewer of them at once.
        if (size == 1) {
          throw e;
        }
        size = Math.max(1, size / 10);
        continue;
      }
      size = Math.min(PAGE_ROWS_MAX, size * 2);
      page.drifts().forEach(round::found);
      after = page.last();
      round.looked(after != null);
    }
  }
}
