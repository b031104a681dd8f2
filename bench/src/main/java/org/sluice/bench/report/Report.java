package org.sluice.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** The results of one run: conditions, tables and remarks. */
public final class Report {

  private final Map<String, String> conditions = new LinkedHashMap<>();
  private final List<Table> tables = new ArrayList<>();
  private final List<String> remarks = new ArrayList<>();

  /** Says under which condition the run was made. */
  public void condition(String name, String value) {
    conditions.put(name, value);
  }

  /** Adds a table. */
  public void table(Table table) {
    tables.add(table);
  }

  /** The tables so far. */
  public List<Table> tables() {
    return List.copyOf(tables);
  }

  /** Adds a sentence that a reader of the tables needs, such as a peer that is missing. */
  public void remark(String sentence) {
    remarks.add(sentence);
  }

  /** The report for people. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    conditions.forEach((name, value) -> text.append("- ").append(name + ": " + value + "\n"));
    for (Table table : tables) {
      text.append("\n### ").append(table.title()).append("\n\n");
      text.append(table.method()).append("\n\n");
      text.append("| ").append(String.join(" | ", table.columns())).append(" |\n");
      text.append("|").append(" --- |".repeat(table.columns().size())).append("\n");
      for (List<Object> row : table.rows()) {
        text.append("|");
        for (Object cell : row) {
          text.append(" ").append(words(cell)).append(" |");
        }
        text.append("\n");
      }
    }
    if (!remarks.isEmpty()) {
      text.append("\n");
      remarks.forEach(remark -> text.append("- ").append(remark).append("\n"));
    }
    return text.toString();
  }

  private static String words(Object cell) {
    return switch (cell) {
      case null -> "";
      case Double number -> Figure.of(number);
      default -> cell.toString();
    };
  }

  /** The report for programs. */
  public String json() {
    List<Object> all = new ArrayList<>();
    for (Table table : tables) {
      List<Object> rows = new ArrayList<>();
      for (List<Object> row : table.rows()) {
        Map<String, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < row.size(); i++) {
          entries.put(table.columns().get(i), plain(row.get(i)));
        }
        rows.add(entries);
      }
      Map<String, Object> entries = new LinkedHashMap<>();
      entries.put("title", table.title());
      entries.put("method", table.method());
      entries.put("rows", rows);
      all.add(entries);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("conditions", conditions);
    report.put("tables", all);
    report.put("remarks", remarks);
    return JsonMapper.shared().writeValueAsString(report) + "\n";
  }

  /** A cell as JSON can write it, which has no NaN and no infinities. */
  private static Object plain(Object cell) {
    return switch (cell) {
      case null -> null;
      case Double number when !Double.isFinite(number) -> null;
      case Number number -> number;
      case Boolean truth -> truth;
      default -> cell.toString();
    };
  }
}
