package org.tunnelbench.controller.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.samskivert.mustache.DefaultCollector;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tunnelbench.contract.Json;
import org.tunnelbench.contract.api.ExperimentResult;
import org.tunnelbench.controller.analysis.Analysis;

/**
 * {@code report.html}: one page that fetches nothing.
 *
 * <p>Its content security policy allows the two scripts and the style sheet written here, by their
 * hashes, and nothing else. All text goes through the template's HTML escaping; the series are JSON
 * in which no character can end the script element.
 */
public final class HtmlReport {
  /** The file's name. */
  public static final String FILE = "report.html";

  private static final String LICENCE = resource("uplot-1.6.32/LICENSE");
  private static final String LIBRARY =
      "/*\n" + LICENCE.strip() + "\n*/\n" + resource("uplot-1.6.32/uPlot.iife.min.js");
  private static final String SCRIPT = resource("report.js");
  private static final String STYLE =
      resource("uplot-1.6.32/uPlot.min.css") + "\n" + resource("report.css");
  private static final Template TEMPLATE =
      Mustache.compiler()
          .emptyStringIsFalse(true)
          .withCollector(new Optionals())
          .compile(resource("report.html.mustache"));

  private HtmlReport() {}

  /** The page. */
  public static String of(ExperimentResult result) {
    Analysis analysis = Analysis.of(result);
    return of(analysis.explained(result), analysis);
  }

  /** The page of a result that the analysis has explained. */
  public static String of(ExperimentResult result, Analysis analysis) {
    Page page = Page.of(result, analysis);
    Assets assets = new Assets(policy(), STYLE, LIBRARY, SCRIPT, harmless(data(page)));
    StringWriter html = new StringWriter();
    TEMPLATE.execute(page, assets, html);
    return html.toString();
  }

  /** The version of tunnelbench, as the build wrote it into the jar. */
  public static String builtVersion() {
    return Optional.ofNullable(HtmlReport.class.getPackage().getImplementationVersion())
        .orElse("not packaged");
  }

  private static String policy() {
    return "default-src 'none'; script-src %s; style-src %s; base-uri 'none'; form-action 'none'"
        .formatted(scriptSources(), styleSources());
  }

  /** What a content security policy must name for the page's scripts to run. */
  public static String scriptSources() {
    return "'%s' '%s'".formatted(hash(LIBRARY), hash(SCRIPT));
  }

  /** What a content security policy must name for the page's style to hold. */
  public static String styleSources() {
    return "'%s'".formatted(hash(STYLE));
  }

  /** The hash by which a content security policy allows an inline element (CSP level 3). */
  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What the script draws. */
  private static Map<String, Object> data(Page page) {
    Map<String, Object> data =
        new TreeMap<>(page.curves().map(Curves::data).orElse(Map.of("charts", List.of())));
    data.put("twins", page.evidence().twins());
    return data;
  }

  /** JSON without the characters that could end a script element or a line of script. */
  private static String harmless(Map<String, Object> data) {
    try {
      return Json.MAPPER
          .writeValueAsString(data)
          .replace("&", "\\u0026")
          .replace("<", "\\u003c")
          .replace(">", "\\u003e")
          .replace("\u2028", "\\u2028")
          .replace("\u2029", "\\u2029");
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String name) {
    try (InputStream stream = HtmlReport.class.getResourceAsStream(name)) {
      if (stream == null) {
        throw new IllegalStateException("the class path lacks " + name);
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the page carries beside its words; written as it is. */
  private record Assets(
      String policy, String style, String library, String script, String series) {}

  /** Lets a section stand for an optional, as it does for a list of at most one. */
  private static final class Optionals extends DefaultCollector {
    @Override
    public @Nullable Iterator<?> toIterator(Object value) {
      return value instanceof Optional<?> optional
          ? optional.stream().iterator()
          : super.toIterator(value);
    }
  }
}
