package dev.admitone.ops.changes;

/** A request that got a use, as it was decided. */
record GrantedUse(String code, String userId) {}
