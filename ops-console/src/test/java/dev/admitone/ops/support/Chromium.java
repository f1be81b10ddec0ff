package dev.admitone.ops.support;

import static org.assertj.core.api.Assertions.assertThat;

import dev.admitone.testsupport.Await;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.logging.Level;
import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;

/** A real browser without a window, and what an operator does with it. */
public final class Chromium implements AutoCloseable {

  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int PHONE = 360;
  private static final int DESK = 1_400;

  /** Long enough for a busy machine; a green test never waits so long. */
  private static final Duration WAIT_MAX = Duration.ofMinutes(10);

  /** How often the keyboard goes on at most until it has reached what is looked for. */
  private static final int TABS_MAX = 200;

  private final ChromeDriver driver;
  private final Console console;
  private int clicks;

  /** Of the session that there is, as far as this browser began it with {@link #signIn}. */
  private @Nullable String token;

  private Chromium(ChromeDriver driver, Console console) {
    this.driver = driver;
    this.console = console;
  }

  /** As most operators have it. */
  public static Chromium of(Console console) {
    return start(console, true);
  }

  /** One that runs no script of any page. */
  public static Chromium withoutScripts(Console console) {
    return start(console, false);
  }

  private static Chromium start(Console console, boolean hasScripts) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(program("chromium"));
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--lang=en");
    if (!hasScripts) {
      options.setExperimentalOption(
          "prefs", Map.of("profile.managed_default_content_settings.javascript", 2));
    }
    options.setCapability("goog:loggingPrefs", Map.of("browser", "ALL"));
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(program("chromedriver"))
            .usingAnyFreePort()
            .withTimeout(WAIT_MAX)
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver
        .manage()
        .timeouts()
        .implicitlyWait(WAIT_MAX)
        .pageLoadTimeout(WAIT_MAX)
        .scriptTimeout(WAIT_MAX);
    return new Chromium(driver, console);
  }

  private static File program(String name) {
    return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
        .map(directory -> new File(directory, name))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is missing"));
  }

  /**
   * Begins a test on the first page: as most operators see it, without a report of what was before,
   * and with a session of the token, for which the token is typed unless there is one.
   */
  public Chromium signIn(String wanted) {
    driver.executeCdpCommand("Emulation.clearDeviceMetricsOverride", Map.of());
    driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", List.of()));
    if (wanted.equals(token)) {
      open("/");
    } else {
      open("/sign-in").type("token", wanted).press("Sign in");
      token = wanted;
    }
    clicks = 0;
    return forgetErrors();
  }

  /** Opens a page by its path. */
  public Chromium open(String path) {
    if (path.equals("/sign-in")) {
      token = null;
    }
    driver.get(console.uri(path).toString());
    return this;
  }

  /** With a width in pixels, and in dark colours or light ones. */
  public Chromium look(int width, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 900, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
    return this;
  }

  public String heading() {
    return driver.findElement(By.tagName("h1")).getText();
  }

  /** All text of the page. */
  public String text() {
    return driver.findElement(By.tagName("main")).getText();
  }

  public String url() {
    return String.valueOf(driver.getCurrentUrl());
  }

  /** Clicks on the link with the text, and waits for its page. */
  public Chromium follow(String link) {
    return leave(By.partialLinkText(link));
  }

  /** Clicks on the button with the text, and waits for the page that comes. */
  public Chromium press(String button) {
    if (button.equals("Sign out")) {
      token = null;
    }
    return leave(By.xpath("//button[normalize-space()='%s']".formatted(button)));
  }

  /** Clicks on the first button whose text begins so, and waits for the page that comes. */
  public Chromium pressBeginning(String button) {
    return leave(By.xpath("//main//button[starts-with(normalize-space(),'%s')]".formatted(button)));
  }

  /** What is live on a page may be replaced between the look for an element and the click on it. */
  private Chromium leave(By what) {
    WebElement page = driver.findElement(By.tagName("html"));
    Await.patiently().until(() -> isClicked(what));
    clicks++;
    awaitPageAfter(page);
    return this;
  }

  private boolean isClicked(By what) {
    try {
      driver.findElement(what).click();
      return true;
    } catch (StaleElementReferenceException e) {
      return false;
    }
  }

  private static void awaitPageAfter(WebElement page) {
    Await.patiently().until(() -> isGone(page));
  }

  private static boolean isGone(WebElement page) {
    try {
      page.isEnabled();
      return false;
    } catch (StaleElementReferenceException e) {
      return true;
    } catch (WebDriverException e) {
      // The question itself was interrupted by the page that comes.
      return false;
    }
  }

  /** How often something was clicked since the last call. */
  public int clicks() {
    int count = clicks;
    clicks = 0;
    return count;
  }

  private Chromium click(WebElement element) {
    element.click();
    clicks++;
    return this;
  }

  /** Whether the part with the heading is open. */
  public boolean isUnfolded(String summary) {
    return find("//summary[normalize-space()='%s']/..".formatted(summary)).getDomAttribute("open")
        != null;
  }

  /** Opens or closes the part with the heading. */
  public Chromium unfold(String summary) {
    return click(find("//summary[normalize-space()='%s']".formatted(summary)));
  }

  /** Types into the field with the id, in place of what is there. */
  public Chromium type(String id, String text) {
    WebElement field = driver.findElement(By.id(id));
    field.clear();
    field.sendKeys(text);
    return this;
  }

  /** Marks the box that its label calls so. */
  public Chromium tick(String label) {
    return click(find("//input[@type='checkbox'][@aria-label='%s']".formatted(label)));
  }

  /** Marks the box with the id. */
  public Chromium mark(String id) {
    return click(driver.findElement(By.id(id)));
  }

  /** Chooses the entry with the text in the list with the id. */
  public Chromium select(String id, String entry) {
    return click(find("//select[@id='%s']/option[normalize-space()='%s']".formatted(id, entry)));
  }

  /** Chooses a file in the field with the id. */
  public Chromium choose(String id, Path file) {
    driver.findElement(By.id(id)).sendKeys(file.toAbsolutePath().toString());
    return this;
  }

  /** Goes on with the tabulator until the field with the id has the focus. */
  public Chromium tabTo(String id) {
    return tabUntil(active -> id.equals(active.getDomAttribute("id")), id);
  }

  /** Goes on with the tabulator until a link, button or summary with the text has the focus. */
  public Chromium tabToText(String text) {
    return tabUntil(active -> text.equals(active.getText().strip()), text);
  }

  /** Goes on with the tabulator until the box that its label calls so has the focus. */
  public Chromium tabToBox(String label) {
    return tabUntil(active -> label.equals(active.getDomAttribute("aria-label")), label);
  }

  private Chromium tabUntil(Predicate<WebElement> isThere, String what) {
    for (int i = 0; i < TABS_MAX; i++) {
      keys(Keys.TAB);
      if (isThere.test(driver.switchTo().activeElement())) {
        return this;
      }
    }
    throw new AssertionError("The keyboard does not reach " + what);
  }

  /** Presses keys where the focus is. */
  public Chromium keys(CharSequence... keys) {
    new Actions(driver).sendKeys(keys).perform();
    return this;
  }

  /** Presses keys where the focus is, and waits for the page that comes. */
  public Chromium keysToNextPage(CharSequence... keys) {
    WebElement page = driver.findElement(By.tagName("html"));
    keys(keys);
    awaitPageAfter(page);
    return this;
  }

  private WebElement find(String xpath) {
    return driver.findElement(By.xpath(xpath));
  }

  /** Keeps a picture of the whole page. */
  public Chromium screenshot(String name) {
    Object picture =
        driver
            .executeCdpCommand(
                "Page.captureScreenshot", Map.of("format", "png", "captureBeyondViewport", true))
            .get("data");
    try {
      Files.createDirectories(SCREENSHOTS);
      Files.write(
          SCREENSHOTS.resolve(name + ".png"), Base64.getDecoder().decode(String.valueOf(picture)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return this;
  }

  /** Whether nothing of the page lies beside the window. */
  public boolean fitsWidth() {
    return Boolean.TRUE.equals(
        driver.executeScript(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
  }

  /** Fails if the browser reported an error, such as a break of the page's policy. */
  public Chromium assertNoErrors() {
    List<String> errors =
        driver.manage().logs().get(LogType.BROWSER).getAll().stream()
            .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
            .map(LogEntry::getMessage)
            .toList();
    assertThat(errors).as("what the browser reported").isEmpty();
    return this;
  }

  /**
   * Fails if the page is hard to use, does not fit its window or has an error, in a narrow or a
   * wide window, in light or dark colours. Keeps a picture of each.
   */
  public Chromium assertGoodLooks(String name) {
    for (int width : new int[] {PHONE, DESK}) {
      for (boolean dark : new boolean[] {false, true}) {
        String picture = "%s-%d-%s".formatted(name, width, dark ? "dark" : "light");
        look(width, dark).screenshot(picture);
        assertThat(fitsWidth()).as(picture + " fits").isTrue();
        if (dark == (width == DESK)) {
          // Both widths and both colours are looked at; all four pairs would show nothing else.
          assertAccessible();
        }
      }
    }
    return assertNoErrors();
  }

  /** Forgets what the browser reported so far: an error page is an error for it. */
  public Chromium forgetErrors() {
    driver.manage().logs().get(LogType.BROWSER);
    return this;
  }

  /** Fails if the page is hard to use for some people. */
  public Chromium assertAccessible() {
    assertThat(Axe.findings(driver)).as("what breaks a rule for accessibility").isEmpty();
    return this;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
