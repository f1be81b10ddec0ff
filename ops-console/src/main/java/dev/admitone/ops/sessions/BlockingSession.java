package dev.admitone.ops.sessions;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session of the ledger's database for which others wait, or whose transaction was left open.
 *
 * @param id names the session, also after another one has its process number
 * @param role that it has signed in with
 * @param application what it calls itself
 * @param address of its client; null: not known, or on the same machine
 * @param state of its transaction, in PostgreSQL's words; null: the owner of the tables may not see
 * @param begunAt when its transaction began; null: as the state
 * @param waiting how many sessions wait for it now
 * @param waitingSince for how long they have; null: none waits now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record BlockingSession(
    String id,
    String role,
    String application,
    @Nullable String address,
    @Nullable String state,
    @Nullable Instant begunAt,
    long waiting,
    @Nullable Instant waitingSince) {}
