package io.phasegate.reconciler.dgdr.discovery;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The words that {@code spec.hardware.gpuSku} knows, and which product is which. Products are what
 * GPU feature discovery writes on nodes, for instance {@code NVIDIA-H100-80GB-HBM3} or {@code
 * Tesla-V100-PCIE-16GB}, and what people write.
 */
public final class GpuSku {

  /** All words of the CRD's enum. */
  static final Set<String> WORDS =
      Set.of(
          "gb200_sxm",
          "b200_sxm",
          "h200_sxm",
          "h100_sxm",
          "h100_pcie",
          "a100_sxm",
          "a100_pcie",
          "l40s",
          "l40",
          "l4",
          "v100_sxm",
          "v100_pcie",
          "t4",
          "mi200",
          "mi300",
          "a30",
          "vr_nvl72",
          "gb200",
          "gb10",
          "b300_sxm");

  /**
   * A product.
   *
   * @param name its model as a whole word; GB200 is no B200, and L40S no L40
   * @param pcie the word for its PCIe form; the same as {@code usual} where there is but one form
   * @param usual the word for every other form
   */
  private record Product(Pattern name, String pcie, String usual) {

    static Product of(String model, String pcie, String usual) {
      return new Product(Pattern.compile("(^|[ _-])" + model + "([ _-]|$)"), pcie, usual);
    }

    static Product of(String model, String word) {
      return of(model, word, word);
    }
  }

  private static final List<Product> PRODUCTS =
      List.of(
          Product.of("GB200", "gb200_sxm"),
          Product.of("GB10", "gb10"),
          Product.of("B300", "b300_sxm"),
          Product.of("B200", "b200_sxm"),
          Product.of("H200", "h200_sxm"),
          Product.of("H100", "h100_pcie", "h100_sxm"),
          Product.of("A100", "a100_pcie", "a100_sxm"),
          Product.of("A30", "a30"),
          Product.of("L40S", "l40s"),
          Product.of("L40", "l40"),
          Product.of("L4", "l4"),
          Product.of("V100", "v100_pcie", "v100_sxm"),
          Product.of("T4", "t4"),
          Product.of("MI2[0-9]{2}X?", "mi200"),
          Product.of("MI3[0-9]{2}[AX]?", "mi300"),
          Product.of("(VR[ _-]?NVL72|VERA[ _-]RUBIN)", "vr_nvl72"));

  /** NVL is two PCIe cards with a bridge. */
  private static final Pattern PCIE = Pattern.compile("PCIE|[ _-]NVL([ _-]|$)");

  private GpuSku() {}

  /** True for a word that the CRD takes. */
  public static boolean isWord(String text) {
    return WORDS.contains(text);
  }

  /** The word for a product; empty for one that the CRD has no word for. */
  public static Optional<String> of(String product) {
    String plain = product.strip().toLowerCase(Locale.ROOT);
    if (isWord(plain)) {
      return Optional.of(plain);
    }
    String name = product.strip().toUpperCase(Locale.ROOT);
    return PRODUCTS.stream()
        .filter(candidate -> candidate.name.matcher(name).find())
        .findFirst()
        .map(found -> PCIE.matcher(name).find() ? found.pcie : found.usual);
  }
}
