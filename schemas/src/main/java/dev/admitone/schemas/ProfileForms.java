package dev.admitone.schemas;

import java.util.regex.Pattern;

/** The forms of what is unique in a profile, in the gateway, on the log and in the tables. */
public final class ProfileForms {

  /** ASCII alone: it is compared in lower case, which is the same everywhere only there. */
  public static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._-]{3,30}");

  /** E.164, as far as its form goes. */
  public static final Pattern PHONE = Pattern.compile("\\+[1-9][0-9]{1,14}");

  private ProfileForms() {}

  /** Whether it is one. */
  public static boolean isUsername(String username) {
    return USERNAME.matcher(username).matches();
  }

  /** Whether it is one. */
  public static boolean isPhone(String phone) {
    return PHONE.matcher(phone).matches();
  }
}
