//! `tiaoli export` as auditors use it.

use std::fs;
use std::path::Path;

use crate::{run, snapshot, temporary};

/// A package that holds one text and cites another.
fn package(folder: &Path, instruments: &str) {
    let package = folder.join("p");
    fs::create_dir_all(package.join("source")).unwrap();
    let manifest = "name = \"p\"\nversion = \"0.1.0\"\nlanguage = \"1\"\n";
    fs::write(package.join("tiaoli.toml"), manifest).unwrap();
    fs::write(package.join("rules.tiao"), instruments).unwrap();
    let rule = "第一条　为了甲，制定本规定。\n第二条　有下列情形之一的，可以申请：\n（一）乙；\n（二）丙。\n";
    fs::write(package.join("source/rule.txt"), rule).unwrap();
    fs::write(package.join("source/notice.txt"), "各区：\n请办理。\n").unwrap();
}

const ONE: &str = "文件 规定（又称 rules）：
  标题《某某规定》；
  发布机关 “甲市人民政府”；
  成文日期 2020年1月2日；
  适用 自2020年2月1日起；
  全文 “source/rule.txt”。

文件 办法：
  标题《某某办法》；
  全文 未收录。
";

const TWO: &str = "
文件 通知：
  标题《关于某某的通知》；
  公布 2021年3月1日；
  全文 “source/notice.txt”。
";

#[test]
fn an_instrument_is_exported_with_its_table_of_ids() {
    let folder = temporary();
    package(folder.path(), ONE);
    let xml = snapshot(
        "export_akn",
        folder.path(),
        &["export", "akn", "p", "--on", "2026-11-23"],
    );
    assert_eq!(xml.code, 0);
    let table = snapshot(
        "export_ids",
        folder.path(),
        &["export", "akn", "p", "--ids"],
    );
    assert_eq!(table.code, 0);
    let json = run(&["export", "akn", "p", "--ids", "--json"], folder.path()).json();
    let rows = csv::Reader::from_reader(table.out.as_bytes())
        .into_records()
        .map(|row| row.unwrap())
        .collect::<Vec<_>>();
    let passages = json["passages"].as_array().unwrap();
    assert_eq!(rows.len(), passages.len());
    for (row, passage) in rows.iter().zip(passages) {
        assert_eq!(row.get(0), passage["id"].as_str());
        assert_eq!(row.get(1), passage["path"]["zh"].as_str());
        assert!(xml.out.contains(&format!("eId=\"{}\"", &row[0])));
    }
}

#[test]
fn what_cannot_be_exported_is_told_with_what_to_do() {
    let folder = temporary();
    package(folder.path(), &format!("{ONE}{TWO}"));
    let told = [
        ("export_which_zh", &["export", "akn", "p"][..], 2),
        (
            "export_which_en",
            &["export", "akn", "p", "--lang", "en"],
            2,
        ),
        (
            "export_not_held_zh",
            &["export", "akn", "p", "--instrument", "《某某办法》"],
            2,
        ),
        (
            "export_unknown_en",
            &["export", "akn", "p", "--instrument", "x", "--lang", "en"],
            2,
        ),
        (
            "export_no_issuer_zh",
            &["export", "akn", "p", "--instrument", "通知"],
            1,
        ),
        (
            "export_json_en",
            &[
                "export",
                "akn",
                "p",
                "--instrument=rules",
                "--json",
                "--lang=en",
            ],
            2,
        ),
        (
            "export_no_day_zh",
            &["export", "akn", "p", "--instrument=规定", "--on", "明天"],
            2,
        ),
        ("export_help_zh", &["export", "--help"], 0),
        ("export_nothing_zh", &["export"], 2),
    ];
    for (name, arguments, code) in told {
        let ran = snapshot(name, folder.path(), arguments);
        assert_eq!(ran.code, code, "{name}");
    }
}
