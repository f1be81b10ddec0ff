package dev.admitone.gateway.signup;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import dev.admitone.gateway.call.Fields;
import dev.admitone.gateway.problem.InvalidRequestException;
import dev.admitone.schemas.codes.ContentLimits;
import dev.admitone.schemas.codes.ProfileForms;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parts of a signup. No message repeats anything that was sent. */
public final class SignupFields {

  private static final int LOCAL_LENGTH_MAX = 64;
  private static final int INPUT_LENGTH_MAX = 1_000;
  public static final int PASSWORD_LENGTH_MIN = 12;
  public static final int PASSWORD_LENGTH_MAX = 128;

  /** RFC 5321 without quoted local parts and literal addresses; domains in their ASCII form. */
  private static final Pattern EMAIL =
      Pattern.compile(
          "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
              + "@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)+"
              + "[A-Za-z]([A-Za-z0-9-]{0,61}[A-Za-z0-9])");

  private SignupFields() {}

  static SignupForm form(SignupBody body) {
    return new SignupForm(
        Fields.code("inviteCode", body.inviteCode()),
        Fields.userId(body.userId()),
        email(body.email()),
        username(body.username()),
        displayName(body.displayName()),
        phone(body.phone()),
        password(body.password()));
  }

  private static String email(@Nullable String email) {
    String address = Fields.text("email", email, ContentLimits.EMAIL_LENGTH_MAX);
    Fields.check(
        address.indexOf('@') <= LOCAL_LENGTH_MAX && EMAIL.matcher(address).matches(),
        "email must be an e-mail address, in ASCII");
    return address;
  }

  private static String username(@Nullable String username) {
    String name = Fields.text("username", username, INPUT_LENGTH_MAX);
    Fields.check(
        ProfileForms.isUsername(name),
        "username must have %d to %d characters, each of A-Z, a-z, 0-9, '.', '_' or '-'"
            .formatted(ContentLimits.USERNAME_LENGTH_MIN, ContentLimits.USERNAME_LENGTH_MAX));
    return name;
  }

  /** Composed, so that the same name typed on another device is the same name. */
  private static String displayName(@Nullable String displayName) {
    String text = Fields.text("displayName", displayName, INPUT_LENGTH_MAX);
    String name = Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    Fields.check(
        !name.isEmpty()
            && name.codePointCount(0, name.length()) <= ContentLimits.DISPLAY_NAME_CODE_POINTS_MAX,
        "displayName must have 1 to %d characters"
            .formatted(ContentLimits.DISPLAY_NAME_CODE_POINTS_MAX));
    return name;
  }

  /** One spelling for each number: its uniqueness is that of the text. */
  private static String phone(@Nullable String phone) {
    String text = Fields.text("phone", phone, INPUT_LENGTH_MAX);
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      if (ProfileForms.isPhone(text)) {
        PhoneNumber number = numbers.parse(text, null);
        String canonical = numbers.format(number, PhoneNumberFormat.E164);
        // Possible, not valid: numbers are given out faster than lists of them are updated.
        if (numbers.isPossibleNumber(number) && ProfileForms.isPhone(canonical)) {
          return canonical;
        }
      }
    } catch (NumberParseException e) {
      // Reported below, without the number.
    }
    throw new InvalidRequestException(
        "phone must be a possible phone number in E.164, such as +15555551234");
  }

  /** As it was typed: spellings that differ for the user stay different. */
  private static String password(@Nullable String password) {
    String typed = Fields.text("password", password, INPUT_LENGTH_MAX);
    int length = typed.codePointCount(0, typed.length());
    Fields.check(
        length >= PASSWORD_LENGTH_MIN && length <= PASSWORD_LENGTH_MAX,
        "password must have %d to %d characters"
            .formatted(PASSWORD_LENGTH_MIN, PASSWORD_LENGTH_MAX));
    Fields.check(
        !CommonPasswords.contains(typed), "password is among the most common ones; choose another");
    return typed;
  }
}
