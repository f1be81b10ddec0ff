package dev.admitone.ops.erasures;

/**
 * A code that the ledger knows a user of.
 *
 * @param uses that the user has of it
 * @param releases uses of it that the user gave back
 * @param refusals of the user's requests about it
 */
public record KnownCode(String code, long uses, long releases, long refusals) {}
