package dev.admitone.processor.redemption;

import java.util.Map;

/** Puts an erased user's pseudonym in the place of the user id, where it is about one invite. */
final class Renaming {

  private final Erasure erasure;
  private final Use.Key key;

  Renaming(Erasure erasure) {
    this.erasure = erasure;
    this.key = new Use.Key(erasure.inviteId(), erasure.userId());
  }

  /** The use's key changes with it. One that the pseudonym has already stays as it is. */
  void rename(Map<Use.Key, Use> uses) {
    Use use = uses.remove(key);
    if (use != null) {
      Use renamed = rename(use);
      uses.putIfAbsent(renamed.key(), renamed);
    }
  }

  Use rename(Use use) {
    return use.key().equals(key) ? use.under(erasure.pseudonym()) : use;
  }

  Release rename(Release release) {
    return release.use().key().equals(key) ? release.under(erasure.pseudonym()) : release;
  }

  LedgerEntry rename(LedgerEntry entry) {
    return erasure.userId().equals(entry.userId()) && erasure.code().equals(entry.code())
        ? entry.under(erasure.pseudonym())
        : entry;
  }
}
