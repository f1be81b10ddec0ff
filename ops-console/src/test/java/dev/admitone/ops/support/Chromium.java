package dev.admitone.ops.support;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Rule;
import com.deque.html.axecore.selenium.AxeBuilder;
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
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
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
  private static final List<String> RULES =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  private static final Duration WAIT_MAX = Duration.ofSeconds(30);

  /** How often the keyboard goes on at most until it has reached what is looked for. */
  private static final int TABS_MAX = 200;

  private final ChromeDriver driver;
  private final Console console;
  private int clicks;

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
            .build();
    ChromeDriver driver = new ChromeDriver(service, options);
    driver.manage().timeouts().implicitlyWait(Duration.ofSeconds(5)).pageLoadTimeout(WAIT_MAX);
    return new Chromium(driver, console);
  }

  private static File program(String name) {
    return Arrays.stream(String.valueOf(System.getenv("PATH")).split(File.pathSeparator, -1))
        .map(directory -> new File(directory, name))
        .filter(File::canExecute)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(name + " is missing"));
  }

  /** Signs in with the token, by typing it. */
  public Chromium signIn(String token) {
    open("/sign-in");
    type("token", token);
    press("Sign in");
    return this;
  }

  /** Opens a page by its path. */
  public Chromium open(String path) {
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
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
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

  /** Clicks on the link with the text. */
  public Chromium follow(String link) {
    return click(driver.findElement(By.partialLinkText(link)));
  }

  /** Clicks on the button with the text. */
  public Chromium press(String button) {
    return click(find("//button[normalize-space()='%s']".formatted(button)));
  }

  /** Clicks on the first button whose text begins so. */
  public Chromium pressBeginning(String button) {
    return click(find("//main//button[starts-with(normalize-space(),'%s')]".formatted(button)));
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

  /** Marks the box with the id. */
  public Chromium mark(String id) {
    return click(driver.findElement(By.id(id)));
  }

  /** Chooses the entry with the text in the list with the id. */
  public Chromium select(String id, String entry) {
    return click(
        find("//select[@id='%s']/option[normalize-space()='%s']".formatted(id, entry)));
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
          SCREENSHOTS.resolve(name + ".png"),
          Base64.getDecoder().decode(String.valueOf(picture)));
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

  /** Forgets what the browser reported so far: an error page is an error for it. */
  public Chromium forgetErrors() {
    driver.manage().logs().get(LogType.BROWSER);
    return this;
  }

  /** Fails if the page is hard to use for some people. */
  public Chromium assertAccessible() {
    List<Rule> broken = new AxeBuilder().withTags(RULES).analyze(driver).getViolations();
    assertThat(broken)
        .extracting(rule -> "%s: %s %s".formatted(rule.getId(), rule.getHelp(), rule.getNodes()))
        .isEmpty();
    return this;
  }

  @Override
  public void close() {
    driver.quit();
  }
}
