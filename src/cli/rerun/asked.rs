//! What the command line asks of a rerun.

use std::path::PathBuf;

use clap::Args;

/// Records, and the package to decide them again with.
#[derive(Debug, Args)]
pub(crate) struct Rerun {
    /// The records.
    #[arg(
        value_name = "RECORDS",
        help = "判断记录：一个目录（里面和下层的 .json 文件）、一本记录簿，或一份记录｜Decision records: a folder (its .json files, at any depth), a log, or one record"
    )]
    pub(crate) records: PathBuf,
    /// The package.
    #[arg(
        long,
        value_name = "PACKAGE",
        help = "据以重算的规则包｜The package to decide them again with"
    )]
    pub(crate) package: PathBuf,
    /// The package that was used.
    #[arg(
        long,
        value_name = "PACKAGE",
        help = "判断时所用的规则包：先核对它能重现记录，再指出推理中第一处不同的步骤｜The package that was used: it must give the records again, then the first step that differs is named"
    )]
    pub(crate) old: Option<PathBuf>,
    /// The day.
    #[arg(
        long,
        value_name = "same|today|DATE",
        default_value = "same",
        hide_default_value = true,
        help = "判断日：照记录（same，不写即是）、今天（today），或某一天｜The day of judgement: that of each record (same, also if left out), today, or a date"
    )]
    pub(crate) as_of: String,
    /// The breakdown.
    #[arg(
        long,
        value_name = "GROUP",
        default_value = "provision",
        hide_default_value = true,
        help = "一份报告只有一个分组：provision（规范和条款，不写即是）、clauses（条文出入）、amount（数额增减）、needs（还缺什么）、obstacle（为何不能重算）、month（月份），或一项事实的名称，如区｜The one breakdown of the report: provision (also if left out), clauses, amount, needs, obstacle, month, or the name of a fact, such as the district"
    )]
    pub(crate) by: String,
    /// The table.
    #[arg(
        long,
        value_name = "FILE",
        help = "把每份记录每项结论的前后写成 CSV；只供内部逐份核对，不可公布｜Write each conclusion of each record, before and after, as CSV; for internal review only, never for publication"
    )]
    pub(crate) csv: Option<PathBuf>,
    /// The report.
    #[arg(
        long,
        value_name = "FILE",
        help = "把带图的报告写成网页｜Write the report with pictures as a web page"
    )]
    pub(crate) html: Option<PathBuf>,
    /// Over what is there.
    #[arg(long, help = "文件已有时，也写｜Write also over files that are there")]
    pub(crate) force: bool,
}
