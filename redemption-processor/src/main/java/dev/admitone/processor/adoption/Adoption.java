package dev.admitone.processor.adoption;

import dev.admitone.processor.adoption.inspection.AdoptionReport;
import dev.admitone.processor.adoption.inspection.Inspection;
import dev.admitone.processor.adoption.tables.AdoptionImpossibleException;
import dev.admitone.processor.adoption.tables.OldTable;
import dev.admitone.processor.adoption.tables.OldTables;
import dev.admitone.processor.adoption.tables.OldTablesReader;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Adopts the old tables, step by step. Each transaction writes how far it has come, so that after a
 * crash at any moment the next run goes on from there.
 */
public final class Adoption {

  /** The views' plans must not be those of empty tables. */
  private static final String ANALYZE_COPY = "analyze invite_uses, adopted_invites";

  private static final String ANALYZE_INVITES = "analyze invites, adopted_invites";

  private final AdoptionSession session;
  private final AdoptionOptions options;
  private final Consumer<String> progress;
  private final AdoptionState state;
  private LockTries tries = LockTries.USUAL;

  /**
   * An adoption.
   *
   * @param progress gets a line after each transaction
   */
  public Adoption(AdoptionSession session, AdoptionOptions options, Consumer<String> progress) {
    this.session = session;
    this.options = options;
    this.progress = progress;
    this.state = new AdoptionState(session.jdbc());
  }

  /** With other waits for locks than usual. */
  Adoption with(LockTries others) {
    tries = others;
    return this;
  }

  /**
   * What would be adopted. Changes nothing, and needs no migrated database.
   *
   * @throws AdoptionImpossibleException if the tables cannot be adopted
   */
  public AdoptionReport report() {
    state.requireNotTakenBack();
    return session.consistently(
        () ->
            new Inspection(session.jdbc(), OldTablesReader.read(session.jdbc(), options.schema()))
                .report(options.codes()));
  }

  /**
   * Adopts, or goes on with what a run before has begun. Run again afterwards, it adopts the codes
   * that were held back and are decided now.
   *
   * @throws AdoptionImpossibleException if that is not possible; what is done is kept
   */
  public void run() {
    session.requireAlone();
    OldTables tables = OldTablesReader.read(session.jdbc(), options.schema());
    state.begin(options.schema());
    AdoptionState.Row begun = state.row();
    if (!begun.schema().equals(options.schema())) {
      throw new AdoptionImpossibleException(
          "The tables of the schema %s are being adopted: go on with --from %1$s."
              .formatted(begun.schema()),
          null);
    }
    AdoptionStep step = begun.step();
    if (step == AdoptionStep.DONE) {
      adoptDecided(tables);
    }
    while (step != AdoptionStep.DONE) {
      take(step, tables);
      step = state.row().step();
    }
    new FunctionAdvice(session.jdbc()).of(OldTable.quoted(options.schema())).ifPresent(progress);
  }

  private void take(AdoptionStep step, OldTables tables) {
    switch (step) {
      case PREPARE -> prepare(tables);
      case COPY -> copy(tables);
      case SWITCH -> switchOver(tables);
      case NOTE -> note();
      case DONE -> {}
      case TAKEN_BACK ->
          throw new AdoptionImpossibleException(
              "The adoption was taken back. Drop Admit One's schema, or roll its migrations back,"
                  + " and adopt into an empty one.",
              null);
    }
  }

  private void prepare(OldTables tables) {
    new Preparation(session, tables, tries).make();
    state.step(AdoptionStep.COPY);
    progress.accept("Prepared: each change of the old uses is noted from now on.");
  }

  private void copy(OldTables tables) {
    UsesCopy uses = new UsesCopy(session.jdbc(), tables, options.batchRows());
    AdoptedInvites invites = new AdoptedInvites(session.jdbc(), tables);
    session.consistently(
        () -> {
          invites.resolve(options.codes());
          return true;
        });
    progress.accept("The codes are resolved.");
    long copied = 0;
    long more = session.consistently(() -> copySome(uses));
    while (more > 0) {
      copied += more;
      progress.accept("Copied %d uses in this run.".formatted(copied));
      more = session.consistently(() -> copySome(uses));
    }
    progress.accept("All uses are copied.");
  }

  /** Copies some, and returns how many it read. */
  private long copySome(UsesCopy uses) {
    AdoptionState.Row row = state.row();
    Optional<UsesCopy.Batch> batch = uses.copyAfter(row.copiedInvite(), row.copiedUser());
    batch.ifPresentOrElse(
        each -> state.copied(each.invite(), each.user()), () -> state.step(AdoptionStep.SWITCH));
    return batch.map(UsesCopy.Batch::uses).orElse(0L);
  }

  private void switchOver(OldTables tables) {
    ChangedUses changes = new ChangedUses(session.jdbc(), tables, options.batchRows());
    AdoptedInvites invites = new AdoptedInvites(session.jdbc(), tables);
    Switching switching =
        new Switching(session, tables, changes, options.codes(), options.batchRows());
    session.jdbc().execute(ANALYZE_COPY);
    boolean switched = false;
    while (!switched) {
      while (changes.waiting() > 0 && takeSome(invites, changes) == options.batchRows()) {
        progress.accept("Brought the copy after the old table.");
      }
      switched =
          tries.until(
              session,
              () -> {
                boolean done = switching.attempt();
                if (done) {
                  state.step(AdoptionStep.NOTE);
                }
                return done;
              });
    }
    progress.accept("Switched: the old names are views on Admit One's tables.");
  }

  /** New invites are resolved in the same moment, or their uses would be left out. */
  private long takeSome(AdoptedInvites invites, ChangedUses changes) {
    return session.consistently(
        () -> {
          invites.resolve(options.codes());
          return changes.takeSome();
        });
  }

  private void note() {
    session.jdbc().execute(ANALYZE_INVITES);
    NotedCodes codes = new NotedCodes(session.jdbc());
    boolean more = true;
    while (more) {
      more =
          session.freshly(
              () -> {
                Optional<String> last =
                    codes.noteAfter(state.row().notedCode(), options.batchRows());
                last.ifPresentOrElse(state::noted, () -> state.step(AdoptionStep.DONE));
                return last.isPresent();
              });
      progress.accept(more ? "Noted some codes for the invites topic." : "All codes are noted.");
    }
  }

  private void adoptDecided(OldTables tables) {
    int adopted =
        session.freshly(
            () -> {
              new AdoptedInvites(session.jdbc(), tables).resolve(options.codes());
              return new DecidedCodes(session.jdbc(), tables).adopt();
            });
    progress.accept("%d codes that were held back are adopted.".formatted(adopted));
  }
}
