package extract

const ukTable = ``
