package dev.admitone.ops.pages;

import dev.admitone.ops.html.Frame;
import dev.admitone.ops.html.Pager;
import dev.admitone.ops.revocations.Revocation;
import dev.admitone.ops.revocations.RevocationCode;
import dev.admitone.ops.revocations.RevocationState;
import java.util.List;

/** A set of codes that are to be revoked, or were. */
public record RevocationPage(
    Frame frame, Revocation revocation, List<RevocationCode> codes, Pager pager) {

  /** Copies the list. */
  public RevocationPage {
    codes = List.copyOf(codes);
  }

  /** Whether the operator may confirm it now. */
  public boolean isOpen() {
    return frame.mayChange() && revocation.state() == RevocationState.FROZEN;
  }

  /** Whether it still goes on. */
  public boolean isRunning() {
    return revocation.state() == RevocationState.CONFIRMED;
  }

  /** The path of this page. */
  public String path() {
    return "/revocations/" + revocation.id();
  }

  /** The filter as text. */
  public String filter() {
    return revocation.filter().toString();
  }
}
