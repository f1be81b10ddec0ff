package dev.admitone.schemas.codes;

import static dev.admitone.schemas.codes.ContentLimits.EMAIL_LENGTH_MAX;
import static dev.admitone.schemas.codes.ContentLimits.EMAIL_LENGTH_MIN;
import static dev.admitone.schemas.codes.ContentLimits.USERNAME_LENGTH_MAX;
import static dev.admitone.schemas.codes.ContentLimits.USERNAME_LENGTH_MIN;

import java.util.regex.Pattern;

/** The forms of what is unique in a profile, in the gateway, on the log and in the tables. */
public final class ProfileForms {

  /** A user name's form, as a regular expression. */
  public static final String USERNAME_PATTERN =
      "[A-Za-z0-9._-]{" + USERNAME_LENGTH_MIN + "," + USERNAME_LENGTH_MAX + "}";

  /** The form of an e-mail address that the tables take, as a regular expression. */
  public static final String EMAIL_PATTERN =
      "[!-~]{" + EMAIL_LENGTH_MIN + "," + EMAIL_LENGTH_MAX + "}";

  /** A phone number's form in E.164, as a regular expression. */
  public static final String PHONE_PATTERN = "\\+[1-9][0-9]{1,14}";

  private static final Pattern USERNAME = Pattern.compile(USERNAME_PATTERN);
  private static final Pattern EMAIL = Pattern.compile(EMAIL_PATTERN);
  private static final Pattern PHONE = Pattern.compile(PHONE_PATTERN);

  private ProfileForms() {}

  /** ASCII alone: it is compared in lower case, which is the same everywhere only there. */
  public static boolean isUsername(String username) {
    return USERNAME.matcher(username).matches();
  }

  /** ASCII without blanks; the gateway knows more exactly what an address is. */
  public static boolean isEmail(String email) {
    return EMAIL.matcher(email).matches();
  }

  /** E.164, as far as its form goes. */
  public static boolean isPhone(String phone) {
    return PHONE.matcher(phone).matches();
  }
}
