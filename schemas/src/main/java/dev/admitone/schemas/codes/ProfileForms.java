package dev.admitone.schemas.codes;

import java.util.regex.Pattern;

/** The forms of what is unique in a profile, in the gateway, on the log and in the tables. */
public final class ProfileForms {

  /** A user name's form, as a regular expression. */
  public static final String USERNAME_PATTERN = "[A-Za-z0-9._-]{3,30}";

  /** A phone number's form in E.164, as a regular expression. */
  public static final String PHONE_PATTERN = "\\+[1-9][0-9]{1,14}";

  private static final Pattern USERNAME = Pattern.compile(USERNAME_PATTERN);
  private static final Pattern PHONE = Pattern.compile(PHONE_PATTERN);

  private ProfileForms() {}

  /** ASCII alone: it is compared in lower case, which is the same everywhere only there. */
  public static boolean isUsername(String username) {
    return USERNAME.matcher(username).matches();
  }

  /** E.164, as far as its form goes. */
  public static boolean isPhone(String phone) {
    return PHONE.matcher(phone).matches();
  }
}
