package dev.admitone.ops.history;

import java.util.UUID;

/** An invite by its id and by its code. */
public record InviteName(UUID id, String code) {}
