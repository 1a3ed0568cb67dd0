package org.tunnelbench.contract.document;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Reads YAML, of which JSON is a part, into nodes that know their lines. What a plain document has
 * no use for is refused: anchors, aliases, tags, several documents, deep nesting.
 */
final class YamlTree {
  /** Bound on a document's size, in bytes of UTF-8. */
  static final int MOST_BYTES = 256 * 1024;

  private static final String DOCUMENT = "document";
  private static final int DEEPEST = 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final Yaml yaml;
  private final String text;
  private final Violations violations;

  private YamlTree(String text, Violations violations) {
    LoaderOptions options = new LoaderOptions();
    options.setNestingDepthLimit(DEEPEST);
    options.setCodePointLimit(MOST_BYTES);
    this.yaml = new Yaml(options);
    this.text = text;
    this.violations = violations;
  }

  /** The document's root; absent exactly where a violation was noted. */
  static Optional<Place> read(String text, Violations violations) {
    if (text.length() > MOST_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
      violations.add(1, DOCUMENT, "must be at most 256 KiB long: split it into several");
      return Optional.empty();
    }
    return new YamlTree(plain(text), violations).compose();
  }

  private Optional<Place> compose() {
    try {
      if (!isPlain()) {
        return Optional.empty();
      }
      Node root = yaml.compose(new StringReader(text));
      return Optional.of(new Place("", root, violations));
    } catch (MarkedYAMLException e) {
      violations.add(
          line(Optional.ofNullable(e.getProblemMark())),
          DOCUMENT,
          "is not YAML or JSON: " + String.valueOf(e.getProblem()).replaceAll("\\s+", " "));
    } catch (ReaderException e) {
      violations.add(
          lineAt(e.getPosition()),
          DOCUMENT,
          "has a character that YAML does not allow (U+%04X): leave it out"
              .formatted(e.getCodePoint()));
    }
    return Optional.empty();
  }

  private boolean isPlain() {
    int documents = 0;
    int depth = 0;
    for (Event event : yaml.parse(new StringReader(text))) {
      depth += event instanceof CollectionStartEvent ? 1 : 0;
      depth -= event instanceof CollectionEndEvent ? 1 : 0;
      if (depth > DEEPEST) {
        refuse(event, "is nested more than %d deep, which no field is".formatted(DEEPEST));
        return false;
      }
      documents += event instanceof DocumentStartEvent ? 1 : 0;
      if (event instanceof DocumentStartEvent && documents == 2) {
        refuse(event, "must be one document: leave out what follows the second '---'");
      }
      refuseSharing(event);
      refuseTags(event);
    }
    if (documents == 0) {
      violations.add(1, DOCUMENT, "is empty: write its fields");
    }
    return violations.isEmpty();
  }

  private void refuseSharing(Event event) {
    String rule = "must do without anchors and aliases: write the value out where it is wanted";
    boolean shares =
        event instanceof AliasEvent
            || (event instanceof ScalarEvent scalar && scalar.getAnchor() != null)
            || (event instanceof CollectionStartEvent start && start.getAnchor() != null);
    if (shares) {
      refuse(event, rule);
    }
  }

  private void refuseTags(Event event) {
    boolean tagged =
        (event instanceof ScalarEvent scalar && scalar.getTag() != null)
            || (event instanceof CollectionStartEvent start && start.getTag() != null);
    if (tagged) {
      refuse(event, "must do without tags such as !!str: write the plain value");
    }
  }

  private void refuse(Event event, String rule) {
    violations.add(line(Optional.ofNullable(event.getStartMark())), DOCUMENT, rule);
  }

  private static String plain(String text) {
    String marked = !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
    return marked.stripLeading().startsWith("{") ? asYaml(marked) : marked;
  }

  /**
   * What JSON allows and YAML 1.1 does not: tabs between its words, where within its strings none
   * stand, and the escape {@code \/}.
   */
  private static String asYaml(String json) {
    StringBuilder yaml = new StringBuilder(json.length());
    for (int i = 0; i < json.length(); i++) {
      char letter = json.charAt(i);
      if (letter == '\\' && i + 1 < json.length()) {
        i++;
        yaml.append(json.charAt(i) == '/' ? "" : "\\").append(json.charAt(i));
      } else {
        yaml.append(letter == '\t' ? ' ' : letter);
      }
    }
    return yaml.toString();
  }

  private static int line(Optional<Mark> mark) {
    return mark.map(Mark::getLine).orElse(0) + 1;
  }

  private int lineAt(int position) {
    int end = Math.max(0, Math.min(position, text.length()));
    return 1 + (int) text.substring(0, end).chars().filter(letter -> letter == '\n').count();
  }
}
