package org.tunnelbench.contract.document;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tunnelbench.contract.InvalidValueException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A value in a document, with the path by which its errors name it. What it is asked for and is not
 * is noted as a violation, and the answer is then absent.
 *
 * @param path as {@code blocks[0].tunnel}; empty for the whole document
 */
record Place(String path, Node node, Violations violations) {
  private static final int LONGEST_QUOTE = 60;

  /** Bound on the levels that one factor has in one block. */
  static final int MOST_LEVELS = 1_000;

  /** A place within this one. */
  Place child(String childPath, Node child) {
    return new Place(childPath, child, violations);
  }

  /** Notes that a rule is broken here. */
  void refuse(String rule) {
    violations.add(line(), path.isEmpty() ? "document" : path, rule);
  }

  int line() {
    return node.getStartMark().getLine() + 1;
  }

  /** The value as a message shows it: shortened, and never over several lines. */
  String quoted() {
    return switch (node) {
      case ScalarNode scalar when scalar.getTag().equals(Tag.NULL) && scalar.getValue().isEmpty() ->
          "nothing";
      case ScalarNode scalar -> quote(scalar.getValue());
      case MappingNode mapping -> "a mapping";
      default -> "a list";
    };
  }

  static String quote(String text) {
    return "'" + shorten(text) + "'";
  }

  private static String shorten(String text) {
    String line = text.replaceAll("\\s", " ");
    return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE - 1) + "…";
  }

  /** The path of a field of this mapping. */
  String pathOf(String field) {
    return (path.isEmpty() ? "" : path + ".") + shorten(field);
  }

  /** The word of any scalar, whatever YAML takes it for. */
  Optional<String> word() {
    return node instanceof ScalarNode scalar ? Optional.of(scalar.getValue()) : Optional.empty();
  }

  /** Whether this word stands here. */
  boolean isWord(String word) {
    return word().equals(Optional.of(word));
  }

  /** A text; what YAML takes for a number, a truth value or nothing is none. */
  Optional<String> text() {
    if (node instanceof ScalarNode scalar) {
      if (scalar.getTag().equals(Tag.STR)) {
        return Optional.of(scalar.getValue());
      }
      if (!scalar.getValue().isEmpty()) {
        refuse(
            "%s must be text: write \"%s\" in quotes, or YAML takes it for something else"
                .formatted(quoted(), scalar.getValue()));
        return Optional.empty();
      }
    }
    refuse("must be text, and is " + quoted());
    return Optional.empty();
  }

  /** A text that {@code read} takes without an {@link InvalidValueException}. */
  <T> Optional<T> text(Function<String, T> read) {
    return text().flatMap(text -> attempt(quote(text), () -> read.apply(text)));
  }

  /** A text in which {@code rule} finds nothing wrong. */
  Optional<String> textWith(Consumer<String> rule) {
    return text(
        text -> {
          rule.accept(text);
          return text;
        });
  }

  boolean isList() {
    return node instanceof SequenceNode;
  }

  /** What the maker makes; a value that it refuses is noted here. */
  <T> Optional<T> attempt(String shown, Supplier<T> maker) {
    try {
      return Optional.of(maker.get());
    } catch (InvalidValueException e) {
      refuse(shown + " " + e.rule());
      return Optional.empty();
    }
  }

  /** One of a factor's words. */
  <T> Optional<T> level(String factor, List<T> levels) {
    List<String> words = levels.stream().map(Object::toString).toList();
    String word = word().orElse("");
    int place = words.indexOf(word);
    if (place >= 0) {
      return Optional.of(levels.get(place));
    }
    refuse(
        "%s is no level of %s: write %s%s"
            .formatted(
                quoted(),
                factor,
                words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words),
                didYouMean(word, words)));
    return Optional.empty();
  }

  static String didYouMean(String word, List<String> known) {
    return Spelling.nearest(word, known).map(meant -> " (did you mean " + meant + "?)").orElse("");
  }

  /** A whole number within bounds, in plain decimal digits. */
  OptionalLong whole(long least, long most, String orElse) {
    String expected = "write a whole number from %d to %d%s".formatted(least, most, orElse);
    Optional<BigDecimal> number = number(expected);
    if (number.isEmpty()) {
      return OptionalLong.empty();
    }
    BigDecimal value = number.get();
    boolean holds =
        value.scale() <= 0
            && value.compareTo(BigDecimal.valueOf(least)) >= 0
            && value.compareTo(BigDecimal.valueOf(most)) <= 0;
    if (!holds) {
      refuse(
          "%s is %s: %s"
              .formatted(quoted(), value.scale() > 0 ? "not whole" : "out of range", expected));
      return OptionalLong.empty();
    }
    return OptionalLong.of(value.longValueExact());
  }

  /** A number in plain decimal digits, which need not be whole. */
  Optional<BigDecimal> number(String expected) {
    if (node instanceof ScalarNode scalar
        && (scalar.getTag().equals(Tag.INT) || scalar.getTag().equals(Tag.FLOAT))
        && scalar.getValue().matches("-?(0|[1-9][0-9]{0,18})(\\.[0-9]{1,9})?")) {
      return Optional.of(new BigDecimal(scalar.getValue()));
    }
    boolean inQuotes =
        node instanceof ScalarNode scalar
            && scalar.getTag().equals(Tag.STR)
            && scalar.getValue().matches("-?[0-9]+(\\.[0-9]+)?");
    refuse(
        inQuotes
            ? quoted() + " is text: write the number without quotes"
            : quoted() + " is not a plain number: " + expected);
    return Optional.empty();
  }

  /** A truth value. */
  Optional<Boolean> truth() {
    if (node.getTag().equals(Tag.BOOL) && (isWord("true") || isWord("false"))) {
      return Optional.of(isWord("true"));
    }
    refuse(quoted() + " is neither: write true or false");
    return Optional.empty();
  }

  /** The entries of a list that has at least one and at most so many. */
  Optional<List<Place>> list(String of, int most) {
    if (!(node instanceof SequenceNode sequence)) {
      refuse("must be a list of %s, and is %s".formatted(of, quoted()));
      return Optional.empty();
    }
    int size = sequence.getValue().size();
    if (size == 0 || size > most) {
      refuse("has %d entries: write from 1 to %d %s".formatted(size, most, of));
      return Optional.empty();
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      places.add(child(path + "[" + i + "]", sequence.getValue().get(i)));
    }
    return Optional.of(places);
  }

  /** The entries of a list, or the one value that stands in its stead. */
  Optional<List<Place>> listOrOne(String of, int most) {
    return node instanceof ScalarNode ? Optional.of(List.of(this)) : list(of, most);
  }

  /** A mapping with these fields and no others. */
  Optional<Fields> fields(String what, String... known) {
    return Fields.of(this, what, Arrays.asList(known));
  }
}
