package org.sluice.inversion.range;

/** A setting that is missing or out of its range. */
public final class OutOfRangeException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String setting;
  private final String complaint;

  /**
   * A complaint about a setting.
   *
   * @param setting the name of a record's component
   * @param complaint the rest of a sentence that begins with this name
   */
  public OutOfRangeException(String setting, String complaint) {
    super(setting + " " + complaint);
    this.setting = setting;
    this.complaint = complaint;
  }

  /** The name of the record's component. */
  public String setting() {
    return setting;
  }

  /** The rest of the sentence that begins with the setting's name. */
  public String complaint() {
    return complaint;
  }
}
