package org.tunnelbench.contract.document;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.tunnelbench.contract.InvalidValueException;
import org.tunnelbench.contract.experiment.Levels;
import org.tunnelbench.contract.host.Ipv4Address;
import org.tunnelbench.contract.host.Ipv4Network;
import org.tunnelbench.contract.trial.EndpointDocument;
import org.tunnelbench.contract.trial.EndpointSecret;
import org.tunnelbench.contract.trial.PreSharedKey;
import org.tunnelbench.contract.trial.SaKeys;

/** Reads the document of one end. */
final class EndpointReader {
  private static final long LARGEST_SPI = 0xffffffffL;
  private static final String PRE_SHARED_KEY = "preSharedKey";
  private static final String[] FIELDS_OF_SECRET = {
    PRE_SHARED_KEY,
    "spiOut",
    "spiIn",
    "encryptionOut",
    "authenticationOut",
    "encryptionIn",
    "authenticationIn"
  };

  private EndpointReader() {}

  /** The document; absent where a violation was noted. */
  static Optional<EndpointDocument> read(Place root) {
    return root.fields("the document of one end", "cell", "underlay", "inner", "secret")
        .flatMap(fields -> document(root, fields));
  }

  private static Optional<EndpointDocument> document(Place root, Fields fields) {
    Optional<Levels> levels =
        fields
            .required("cell", "cell: {tunnel: gretap}, with one level of each factor")
            .flatMap(EndpointReader::cell);
    Optional<EndpointDocument.Underlay> underlay =
        fields
            .required("underlay", "underlay: {here: 10.0.0.101, there: 10.0.0.102}")
            .flatMap(EndpointReader::underlay);
    Optional<EndpointDocument.Inner> inner = fields.get("inner").flatMap(EndpointReader::inner);
    Optional<EndpointSecret> secret = fields.get("secret").flatMap(EndpointReader::secret);
    if (!root.violations().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new EndpointDocument(levels.orElseThrow(), underlay.orElseThrow(), inner, secret));
    } catch (InvalidValueException e) {
      root.refuse("the %s %s".formatted(e.field(), e.rule()));
      return Optional.empty();
    }
  }

  private static Optional<Levels> cell(Place place) {
    List<Levels> cells = BlockReader.read(place).map(block -> block.cells()).orElse(List.of());
    if (cells.size() > 1) {
      place.refuse("names %d cells: write one level of each factor".formatted(cells.size()));
      return Optional.empty();
    }
    return cells.stream().findFirst();
  }

  private static Optional<EndpointDocument.Underlay> underlay(Place place) {
    Optional<Fields> fields = place.fields("the outer addresses", "here", "there");
    Optional<Ipv4Address> here = address(fields, "here", "here: 10.0.0.101");
    Optional<Ipv4Address> there = address(fields, "there", "there: 10.0.0.102");
    return here.flatMap(
        own ->
            there.flatMap(
                other ->
                    place.attempt(
                        "the outer addresses", () -> new EndpointDocument.Underlay(own, other))));
  }

  private static Optional<EndpointDocument.Inner> inner(Place place) {
    Optional<Fields> fields = place.fields("the inner addresses", "here", "there");
    Optional<Ipv4Network> here =
        fields
            .flatMap(all -> all.required("here", "here: 198.18.0.1/30"))
            .flatMap(value -> value.text(Ipv4Network::parse));
    Optional<Ipv4Address> there = address(fields, "there", "there: 198.18.0.2");
    return here.flatMap(
        own ->
            there.flatMap(
                other ->
                    place.attempt(
                        "the inner addresses", () -> new EndpointDocument.Inner(own, other))));
  }

  private static Optional<Ipv4Address> address(
      Optional<Fields> fields, String name, String example) {
    return fields
        .flatMap(all -> all.required(name, example))
        .flatMap(value -> value.text(Ipv4Address::new));
  }

  private static Optional<EndpointSecret> secret(Place place) {
    Optional<Fields> fields = place.fields("a secret", FIELDS_OF_SECRET);
    if (fields.isEmpty()) {
      return Optional.empty();
    }
    Optional<Place> preShared = fields.get().get(PRE_SHARED_KEY);
    if (preShared.isPresent()) {
      return preShared(place, preShared.get(), fields.get());
    }
    OptionalLong out = spi(fields.get(), "spiOut");
    OptionalLong in = spi(fields.get(), "spiIn");
    if (out.isEmpty() || in.isEmpty()) {
      return Optional.empty();
    }
    SaKeys keys =
        new SaKeys(
            key(fields.get(), "encryptionOut"),
            key(fields.get(), "authenticationOut"),
            key(fields.get(), "encryptionIn"),
            key(fields.get(), "authenticationIn"));
    return hidden(place, () -> new EndpointSecret(out.getAsLong(), in.getAsLong(), keys));
  }

  private static Optional<EndpointSecret> preShared(Place secret, Place field, Fields fields) {
    for (String name : fields.present(Arrays.asList(FIELDS_OF_SECRET))) {
      if (!name.equals(PRE_SHARED_KEY)) {
        fields
            .get(name)
            .ifPresent(other -> other.refuse("stands beside preSharedKey: leave it out"));
      }
    }
    Optional<String> key = field.word();
    if (key.isEmpty()) {
      field.refuse("must be the key in one line, in quotes");
    }
    return key.flatMap(
        word -> hidden(secret, () -> new EndpointSecret(0, 0, new PreSharedKey(word))));
  }

  private static OptionalLong spi(Fields fields, String name) {
    return fields
        .required(name, name + ": 4096, or preSharedKey where keys are negotiated")
        .map(place -> place.whole(0x100, LARGEST_SPI, ""))
        .orElse(OptionalLong.empty());
  }

  /** A key in hexadecimal; empty where the algorithm takes none. Nothing of it is ever quoted. */
  private static String key(Fields fields, String name) {
    Optional<Place> field = fields.get(name);
    String key = field.flatMap(Place::word).orElse("");
    boolean isWord = field.isEmpty() || field.get().word().isPresent();
    if (!isWord || !key.matches("([0-9a-f]{2}){0,64}")) {
      field.ifPresent(place -> place.refuse("must be a key in lower-case hexadecimal, in quotes"));
    }
    return key;
  }

  /** A value whose refusal does not quote it. */
  private static Optional<EndpointSecret> hidden(Place place, Supplier<EndpointSecret> maker) {
    try {
      return Optional.of(maker.get());
    } catch (InvalidValueException e) {
      place.refuse("the secret's " + e.field() + " " + e.rule());
      return Optional.empty();
    }
  }
}
